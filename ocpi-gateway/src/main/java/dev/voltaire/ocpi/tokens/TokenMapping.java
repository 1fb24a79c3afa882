package dev.voltaire.ocpi.tokens;

import dev.voltaire.message.Language;
import dev.voltaire.ocpi.dialect.Dialects;
import dev.voltaire.ocpi.http.OwnParty;
import dev.voltaire.partner.ProtocolVersion;
import dev.voltaire.token.KnownToken;
import dev.voltaire.token.Whitelist;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Our token as each version writes it.
public final class TokenMapping {
    private TokenMapping() {}

    /// What can change of a token that a partner knows, the same in all versions.
    record Change(
            boolean valid, Whitelist whitelist, @Nullable String language, Instant lastUpdated) {}

    static Change change(KnownToken token) {
        Language spoken = token.language();
        return new Change(token.valid(), token.whitelist(), spoken == null ? null : spoken.tag(), token.lastUpdated());
    }

    public static Object write(ProtocolVersion version, KnownToken token, OwnParty self) {
        return Dialects.of(version).token(token, self);
    }
}
