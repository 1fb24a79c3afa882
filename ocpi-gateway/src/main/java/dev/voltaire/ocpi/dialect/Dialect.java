package dev.voltaire.ocpi.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.command.RoamingCommand;
import dev.voltaire.ocpi.http.OcpiObject;
import dev.voltaire.ocpi.http.OwnParty;
import dev.voltaire.partner.PartnerRole;
import dev.voltaire.token.KnownToken;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One version of OCPI. Objects of partners are read by their shape, whatever the version, because partners mix them;
/// here stands what we write and the rules that changed.
public interface Dialect {

    /// Our token, a Token object.
    Object token(KnownToken token, OwnParty self);

    /// Our token as a car names it, by its contract; only 2.3.0 has such tokens.
    default Object contractToken(KnownToken token, OwnParty self) {
        return token(token, self);
    }

    /// What follows the uid in a token's address at a partner: empty, or `?type=OTHER`.
    String tokenQuery(KnownToken token);

    /// An AuthorizationInfo object.
    ///
    /// @param allowed `ALLOWED`, `BLOCKED`, …
    /// @param token the Token object asked about
    /// @param location the LocationReferences asked about, when charging there is allowed
    Object authorisation(String allowed, Object token, @Nullable JsonNode location, @Nullable String reference);

    /// The object of a command; empty when the version has no such command.
    ///
    /// @param token the Token object of a command that needs one
    Optional<Object> command(RoamingCommand command, String responseUrl, @Nullable Object token);

    /// Our Credentials object.
    Object credentials(String token, String versionsUrl, OwnParty self);

    /// The parties of a partner's Credentials object. Throws when there are none or one is incomplete.
    List<PartnerRole> roles(OcpiObject credentials);

    /// Whether requests and replies carry the message routing headers.
    default boolean routed() {
        return true;
    }

    /// Whether the endpoints in the version details name their role.
    default boolean endpointsHaveRoles() {
        return true;
    }

    /// Whether a PATCH must say when the change happened.
    default boolean patchNamesItsTime() {
        return true;
    }

    /// Whether the charging periods of a session's PATCH are added to those known; otherwise they replace them.
    default boolean patchAppendsPeriods() {
        return true;
    }
}
