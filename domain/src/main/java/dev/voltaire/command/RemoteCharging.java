package dev.voltaire.command;

import dev.voltaire.audit.Audit;
import dev.voltaire.command.RoamingCommand.Details;
import dev.voltaire.command.RoamingCommand.Type;
import dev.voltaire.identity.Caller;
import dev.voltaire.location.ChargePoints;
import dev.voltaire.location.ChargePoints.ChargePoint;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.token.Authorisation;
import dev.voltaire.token.AuthorisationDecision;
import dev.voltaire.token.AuthorisationRequest;
import dev.voltaire.token.Token;
import dev.voltaire.token.TokenRepository;
import dev.voltaire.token.TokenStatus;
import dev.voltaire.value.PartyId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What people do with partners' chargers from afar: drivers start and stop, the helpdesk also reserves and unlocks.
/// Everything is asked for here and carried out later; nothing waits for a partner.
@ApplicationScoped
public class RemoteCharging {
    private final RoamingCommands commands;
    private final RemoteSessions sessions;
    private final ChargePoints chargePoints;
    private final Authorisation authorisation;
    private final TokenRepository tokens;
    private final Audit audit;
    private final Clock clock;

    @Inject
    RemoteCharging(
            RoamingCommands commands,
            RemoteSessions sessions,
            ChargePoints chargePoints,
            Authorisation authorisation,
            TokenRepository tokens,
            Audit audit,
            Clock clock) {
        this.commands = commands;
        this.sessions = sessions;
        this.chargePoints = chargePoints;
        this.authorisation = authorisation;
        this.tokens = tokens;
        this.audit = audit;
        this.clock = clock;
    }

    /// A driver, with the virtual token of the own profile, else with a card of it.
    ///
    /// @throws ProblemException NOT_FOUND, CONNECTOR_REQUIRED, CHARGING_REFUSED
    @Transactional
    public UUID startOwn(String evseId, @Nullable String connectorId, Caller.SignedIn driver) {
        Token token = tokens.ofUser(driver.userId()).stream()
                .filter(candidate -> candidate.status() == TokenStatus.ACTIVE)
                .min(Comparator.comparing((Token candidate) -> candidate.kind() != Token.Kind.VIRTUAL)
                        .thenComparing(Token::createdAt))
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
        return start(token, evseId, connectorId, driver);
    }

    /// For somebody else, by the helpdesk.
    @Transactional
    public UUID start(UUID tokenId, String evseId, @Nullable String connectorId, Caller.SignedIn by) {
        return start(tokens.get(tokenId, by.scope()), evseId, connectorId, by);
    }

    private UUID start(Token token, String evseId, @Nullable String connectorId, Caller.SignedIn by) {
        ChargePoint place = place(evseId, connectorId);
        if (place.needsConnector() && connectorId == null) {
            throw new ProblemException(Problem.CONNECTOR_REQUIRED);
        }
        String reference = authorise(token, place);
        return ask(
                place.partnerId(),
                Type.START_SESSION,
                token,
                new Details(place.locationId(), place.evseUid(), connectorId, null, null, null, reference, null),
                by);
    }

    /// @throws ProblemException NOT_FOUND, SESSION_NOT_RUNNING
    @Transactional
    public UUID stop(UUID sessionId, Caller.SignedIn by) {
        return stop(sessions.visible(sessionId, by.scope()), by);
    }

    /// By the driver whose session it is: named by the session, or by the start that led to it.
    @Transactional
    public UUID stopOwn(UUID id, Caller.SignedIn driver) {
        return stop(sessions.own(id, driver.userId()), driver);
    }

    private UUID stop(RemoteSessions.Running session, Caller.SignedIn by) {
        session.mustBeRunning();
        return commands.request(
                session.partnerId(),
                Type.STOP_SESSION,
                session.tokenId(),
                Details.ofSession(session.externalId(), null),
                by.label(),
                session.organisationUnitId());
    }

    /// @return the id of the command; its details name the reservation
    @Transactional
    public UUID reserve(UUID tokenId, String evseId, @Nullable String connectorId, Instant until, Caller.SignedIn by) {
        Token token = tokens.get(tokenId, by.scope());
        ChargePoint place = place(evseId, connectorId);
        String reference = authorise(token, place);
        return ask(
                place.partnerId(),
                Type.RESERVE_NOW,
                token,
                new Details(
                        place.locationId(),
                        place.evseUid(),
                        connectorId,
                        null,
                        UUID.randomUUID().toString(),
                        until,
                        reference,
                        null),
                by);
    }

    /// @param reservation the command that reserved
    @Transactional
    public UUID cancelReservation(UUID reservation, Caller.SignedIn by) {
        RoamingCommand reserved = commands.visible(reservation, by.scope());
        if (reserved.type() != Type.RESERVE_NOW) {
            throw new ProblemException(Problem.NOT_FOUND);
        }
        return commands.request(
                reserved.partnerId(),
                Type.CANCEL_RESERVATION,
                reserved.tokenId(),
                new Details(null, null, null, null, reserved.details().reservationId(), null, null, null),
                by.label(),
                reserved.organisationUnitId());
    }

    /// Never offered to drivers: somebody at the helpdesk knows who stands at the charger.
    @Transactional
    public UUID unlock(String evseId, @Nullable String connectorId, Caller.SignedIn by) {
        ChargePoint place = place(evseId, connectorId);
        String connector = connectorId == null && place.connectorIds().size() == 1
                ? place.connectorIds().getFirst()
                : connectorId;
        if (connector == null) {
            throw new ProblemException(Problem.CONNECTOR_REQUIRED);
        }
        UUID id = commands.request(
                place.partnerId(),
                Type.UNLOCK_CONNECTOR,
                null,
                new Details(place.locationId(), place.evseUid(), connector, null, null, null, null, null),
                by.label(),
                commands.highestUnit(by.scope()));
        audit.record("connector-unlocked", "roaming-command", id, null, Map.of("evse", evseId));
        return id;
    }

    /// Charging preferences and charging profiles of a running session.
    ///
    /// @param payload the OCPI object, absent to ask for the profile or to clear it
    @Transactional
    public UUID steer(UUID sessionId, Type type, @Nullable String payload, Caller.SignedIn by) {
        return steer(sessions.visible(sessionId, by.scope()), type, payload, by);
    }

    @Transactional
    public UUID steerOwn(UUID id, Type type, String payload, Caller.SignedIn driver) {
        return steer(sessions.own(id, driver.userId()), type, payload, driver);
    }

    private UUID steer(RemoteSessions.Running session, Type type, @Nullable String payload, Caller.SignedIn by) {
        session.mustBeRunning();
        return commands.request(
                session.partnerId(),
                type,
                session.tokenId(),
                Details.ofSession(session.externalId(), payload),
                by.label(),
                session.organisationUnitId());
    }

    private UUID ask(UUID partnerId, Type type, Token token, Details details, Caller.SignedIn by) {
        var unit = token.organisationUnit();
        return commands.request(partnerId, type, token.id(), details, by.label(), unit == null ? null : unit.id());
    }

    private ChargePoint place(String evseId, @Nullable String connectorId) {
        ChargePoint place = chargePoints.byEvseId(evseId).orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
        if (connectorId != null && place.connectorIds().stream().noneMatch(connectorId::equalsIgnoreCase)) {
            throw new ProblemException(Problem.NOT_FOUND);
        }
        return place;
    }

    private String authorise(Token token, ChargePoint place) {
        AuthorisationDecision decision = authorisation.decide(new AuthorisationRequest(
                token.uid().canonical(),
                token.type(),
                new AuthorisationRequest.Roaming(
                        new PartyId(place.countryCode(), place.partyId()), place.locationId(), place.evseUid()),
                clock.instant()));
        return switch (decision) {
            case AuthorisationDecision.Allowed allowed -> allowed.authorisationReference();
            case AuthorisationDecision.Refused refused ->
                throw new ProblemException(Problem.CHARGING_REFUSED, refused.reason());
        };
    }
}
