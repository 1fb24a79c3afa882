package dev.voltaire.ocpi.tokens;

import dev.voltaire.message.Language;
import dev.voltaire.ocpi.http.OwnParty;
import dev.voltaire.partner.ProtocolVersion;
import dev.voltaire.token.KnownToken;
import dev.voltaire.token.TokenType;
import dev.voltaire.token.Whitelist;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Our token as each version writes it.
public final class TokenMapping {
    private TokenMapping() {}

    /// OCPI 2.2 to 2.3.0, Token object.
    record Token(
            String countryCode,
            String partyId,
            String uid,
            String type,
            String contractId,
            String visualNumber,
            String issuer,
            boolean valid,
            Whitelist whitelist,
            @Nullable String language,
            Instant lastUpdated) {}

    /// OCPI 2.1.1, Token object: no owner, and only two types.
    record FlatToken(
            String uid,
            String type,
            String authId,
            String visualNumber,
            String issuer,
            boolean valid,
            Whitelist whitelist,
            @Nullable String language,
            Instant lastUpdated) {}

    /// What can change of a token that a partner knows, the same in all versions.
    record Change(
            boolean valid, Whitelist whitelist, @Nullable String language, Instant lastUpdated) {}

    static Change change(KnownToken token) {
        Language spoken = token.language();
        return new Change(token.valid(), token.whitelist(), spoken == null ? null : spoken.tag(), token.lastUpdated());
    }

    public static Object write(ProtocolVersion version, KnownToken token, OwnParty self) {
        Language spoken = token.language();
        String language = spoken == null ? null : spoken.tag();
        if (version == ProtocolVersion.V2_1_1) {
            return new FlatToken(
                    token.uid().canonical(),
                    type(version, token.type()),
                    token.contractId().compact(),
                    token.visualNumber(),
                    self.businessName(),
                    token.valid(),
                    token.whitelist(),
                    language,
                    token.lastUpdated());
        }
        return new Token(
                self.party().countryCode(),
                self.party().partyId(),
                token.uid().canonical(),
                type(version, token.type()),
                token.contractId().compact(),
                token.visualNumber(),
                self.businessName(),
                token.valid(),
                token.whitelist(),
                language,
                token.lastUpdated());
    }

    /// 2.1.1 knows OTHER and RFID only.
    public static String type(ProtocolVersion version, TokenType type) {
        return version == ProtocolVersion.V2_1_1 && type != TokenType.RFID ? "OTHER" : type.name();
    }
}
