package dev.voltaire.ocpi.v211;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.command.RoamingCommand;
import dev.voltaire.message.Language;
import dev.voltaire.ocpi.dialect.Dialect;
import dev.voltaire.ocpi.dialect.Parties;
import dev.voltaire.ocpi.dialect.Parties.BusinessDetails;
import dev.voltaire.ocpi.http.OcpiObject;
import dev.voltaire.ocpi.http.OwnParty;
import dev.voltaire.partner.PartnerRole;
import dev.voltaire.token.KnownToken;
import dev.voltaire.token.TokenType;
import dev.voltaire.token.Whitelist;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// OCPI 2.1.1-d2.
public final class Dialect211 implements Dialect {
    /// Two types only, and no owner.
    record Token(
            String uid,
            String type,
            String authId,
            String visualNumber,
            String issuer,
            boolean valid,
            Whitelist whitelist,
            @Nullable String language,
            Instant lastUpdated) {}

    record AuthorizationInfo(String allowed, @Nullable JsonNode location) {}

    record Credentials(String token, String url, BusinessDetails businessDetails, String partyId, String countryCode) {}

    record StartSession(
            String responseUrl,
            @Nullable Object token,
            @Nullable String locationId,
            @Nullable String evseUid) {}

    record StopSession(String responseUrl, @Nullable String sessionId) {}

    record ReserveNow(
            String responseUrl,
            @Nullable Object token,
            @Nullable Instant expiryDate,
            int reservationId,
            @Nullable String locationId,
            @Nullable String evseUid) {}

    record UnlockConnector(
            String responseUrl,
            @Nullable String locationId,
            @Nullable String evseUid,
            @Nullable String connectorId) {}

    @Override
    public Object token(KnownToken token, OwnParty self) {
        Language spoken = token.language();
        return new Token(
                token.uid().canonical(),
                token.type() == TokenType.RFID ? "RFID" : "OTHER",
                token.contractId().compact(),
                token.visualNumber(),
                self.businessName(),
                token.valid(),
                token.whitelist(),
                spoken == null ? null : spoken.tag(),
                token.lastUpdated());
    }

    /// The address names no type.
    @Override
    public String tokenQuery(KnownToken token) {
        return "";
    }

    @Override
    public Object authorisation(String allowed, Object token, @Nullable JsonNode location, @Nullable String reference) {
        return new AuthorizationInfo(allowed, location);
    }

    /// There is no CANCEL_RESERVATION, and reservations have numbers.
    @Override
    public Optional<Object> command(RoamingCommand command, String responseUrl, @Nullable Object token) {
        RoamingCommand.Details details = command.details();
        return switch (command.type()) {
            case START_SESSION ->
                Optional.of(new StartSession(responseUrl, token, details.locationId(), details.evseUid()));
            case STOP_SESSION -> Optional.of(new StopSession(responseUrl, details.sessionId()));
            case RESERVE_NOW ->
                Optional.of(new ReserveNow(
                        responseUrl,
                        token,
                        details.reservedUntil(),
                        number(String.valueOf(details.reservationId())),
                        details.locationId(),
                        details.evseUid()));
            case CANCEL_RESERVATION -> Optional.empty();
            case UNLOCK_CONNECTOR ->
                Optional.of(new UnlockConnector(
                        responseUrl, details.locationId(), details.evseUid(), details.connectorId()));
            case SET_CHARGING_PREFERENCES, SET_CHARGING_PROFILE, GET_CHARGING_PROFILE, CLEAR_CHARGING_PROFILE ->
                Optional.empty();
        };
    }

    @Override
    public Object credentials(String token, String versionsUrl, OwnParty self) {
        return new Credentials(
                token,
                versionsUrl,
                BusinessDetails.of(self),
                self.party().partyId(),
                self.party().countryCode());
    }

    /// The one party at the top level; a platform that meets an eMSP is a CPO.
    @Override
    public List<PartnerRole> roles(OcpiObject credentials) {
        return List.of(Parties.read("CPO", credentials));
    }

    @Override
    public boolean routed() {
        return false;
    }

    @Override
    public boolean endpointsHaveRoles() {
        return false;
    }

    @Override
    public boolean patchNamesItsTime() {
        return false;
    }

    @Override
    public boolean patchAppendsPeriods() {
        return false;
    }

    /// The same reservation always has the same number.
    static int number(String reservationId) {
        CRC32 digest = new CRC32();
        digest.update(reservationId.getBytes(StandardCharsets.UTF_8));
        return (int) (digest.getValue() & Integer.MAX_VALUE);
    }
}
