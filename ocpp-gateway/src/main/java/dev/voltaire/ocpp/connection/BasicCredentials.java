package dev.voltaire.ocpp.connection;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// HTTP Basic credentials of a charger. The password is bytes, not text: an OCPP 1.6 AuthorizationKey is binary
/// (OCPP-J 1.6 §6.2.2), so the header is split at the first colon before anything is decoded to characters.
public final class BasicCredentials {
    private static final String SCHEME = "basic ";

    private final String username;
    private final byte[] password;

    private BasicCredentials(String username, byte[] password) {
        this.username = username;
        this.password = password;
    }

    public static Optional<BasicCredentials> ofHeader(@Nullable String header) {
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return Optional.empty();
        }
        byte[] decoded;
        try {
            decoded =
                    Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        for (int i = 0; i < decoded.length; i++) {
            if (decoded[i] == ':') {
                return Optional.of(new BasicCredentials(
                        new String(decoded, 0, i, StandardCharsets.UTF_8),
                        Arrays.copyOfRange(decoded, i + 1, decoded.length)));
            }
        }
        return Optional.empty();
    }

    public String username() {
        return username;
    }

    public byte[] password() {
        return password.clone();
    }

    @Override
    public String toString() {
        return "BasicCredentials[redacted]";
    }
}
