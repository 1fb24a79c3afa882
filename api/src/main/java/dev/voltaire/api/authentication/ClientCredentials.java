package dev.voltaire.api.authentication;

import dev.voltaire.identity.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a program says who it is: HTTP Basic or two fields of the form (RFC 6749 §2.3.1).
record ClientCredentials(String id, Secret secret) {
    private static final String BASIC = "Basic ";

    /// Empty when neither is there.
    static Optional<ClientCredentials> of(
            @Nullable String authorization, @Nullable String id, @Nullable String secret) {
        if (authorization != null && authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return basic(authorization.substring(BASIC.length()).strip());
        }
        return id == null || secret == null ? Optional.empty() : Optional.of(of(id, secret));
    }

    /// Both parts are form-encoded before they become Basic.
    private static Optional<ClientCredentials> basic(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(of(decoded(pair.substring(0, colon)), decoded(pair.substring(colon + 1))));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private static ClientCredentials of(String id, String secret) {
        return new ClientCredentials(id, new Secret(secret));
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }
}
