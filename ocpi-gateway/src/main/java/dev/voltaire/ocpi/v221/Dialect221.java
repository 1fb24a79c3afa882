package dev.voltaire.ocpi.v221;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.command.RoamingCommand;
import dev.voltaire.message.Language;
import dev.voltaire.ocpi.dialect.Dialect;
import dev.voltaire.ocpi.dialect.Parties;
import dev.voltaire.ocpi.dialect.Parties.BusinessDetails;
import dev.voltaire.ocpi.http.OcpiFailure;
import dev.voltaire.ocpi.http.OcpiObject;
import dev.voltaire.ocpi.http.OwnParty;
import dev.voltaire.partner.PartnerRole;
import dev.voltaire.token.KnownToken;
import dev.voltaire.token.TokenType;
import dev.voltaire.token.Whitelist;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// OCPI 2.2 and 2.2.1, which differ in what commands name; 2.3.0 builds on it.
public class Dialect221 implements Dialect {
    private final boolean startNamesConnector;

    /// @param startNamesConnector since 2.2.1 START_SESSION may name a connector
    public Dialect221(boolean startNamesConnector) {
        this.startNamesConnector = startNamesConnector;
    }

    protected record Token(
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

    record AuthorizationInfo(
            String allowed,
            Object token,
            @Nullable JsonNode location,
            @Nullable String authorizationReference) {}

    record Role(String role, BusinessDetails businessDetails, String partyId, String countryCode) {}

    record Credentials(String token, String url, List<Role> roles) {}

    record StartSession(
            String responseUrl,
            @Nullable Object token,
            @Nullable String locationId,
            @Nullable String evseUid,
            @Nullable String connectorId,
            @Nullable String authorizationReference) {}

    record StopSession(String responseUrl, @Nullable String sessionId) {}

    record ReserveNow(
            String responseUrl,
            @Nullable Object token,
            @Nullable Instant expiryDate,
            @Nullable String reservationId,
            @Nullable String locationId,
            @Nullable String evseUid,
            @Nullable String authorizationReference) {}

    record CancelReservation(String responseUrl, @Nullable String reservationId) {}

    record UnlockConnector(
            String responseUrl,
            @Nullable String locationId,
            @Nullable String evseUid,
            @Nullable String connectorId) {}

    @Override
    public Object token(KnownToken token, OwnParty self) {
        return token(token, self, token.uid().canonical(), token.type().name());
    }

    protected static Token token(KnownToken token, OwnParty self, String uid, String type) {
        Language spoken = token.language();
        return new Token(
                self.party().countryCode(),
                self.party().partyId(),
                uid,
                type,
                token.contractId().compact(),
                token.visualNumber(),
                self.businessName(),
                token.valid(),
                token.whitelist(),
                spoken == null ? null : spoken.tag(),
                token.lastUpdated());
    }

    /// Left out for cards, where it is the default.
    @Override
    public String tokenQuery(KnownToken token) {
        return token.type() == TokenType.RFID ? "" : "?type=" + token.type();
    }

    @Override
    public Object authorisation(String allowed, Object token, @Nullable JsonNode location, @Nullable String reference) {
        return new AuthorizationInfo(allowed, token, location, reference);
    }

    @Override
    public Optional<Object> command(RoamingCommand command, String responseUrl, @Nullable Object token) {
        RoamingCommand.Details details = command.details();
        return switch (command.type()) {
            case START_SESSION ->
                Optional.of(new StartSession(
                        responseUrl,
                        token,
                        details.locationId(),
                        details.evseUid(),
                        startNamesConnector ? details.connectorId() : null,
                        details.authorisationReference()));
            case STOP_SESSION -> Optional.of(new StopSession(responseUrl, details.sessionId()));
            case RESERVE_NOW ->
                Optional.of(new ReserveNow(
                        responseUrl,
                        token,
                        details.reservedUntil(),
                        details.reservationId(),
                        details.locationId(),
                        details.evseUid(),
                        details.authorisationReference()));
            case CANCEL_RESERVATION -> Optional.of(new CancelReservation(responseUrl, details.reservationId()));
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
                List.of(new Role(
                        "EMSP",
                        BusinessDetails.of(self),
                        self.party().partyId(),
                        self.party().countryCode())));
    }

    @Override
    public List<PartnerRole> roles(OcpiObject credentials) {
        List<PartnerRole> roles = credentials.objects("roles").stream()
                .map(role -> Parties.read(role.requiredText("role").toUpperCase(Locale.ROOT), role))
                .toList();
        if (roles.isEmpty()) {
            throw OcpiFailure.invalid("Missing required field: roles");
        }
        return roles;
    }
}
