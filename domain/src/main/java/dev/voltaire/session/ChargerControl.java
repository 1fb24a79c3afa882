package dev.voltaire.session;

import dev.voltaire.charger.ChargerCommands;
import dev.voltaire.charger.ChargerRepository;
import dev.voltaire.charger.ChargingLimit;
import dev.voltaire.charger.CommandAction;
import dev.voltaire.charger.CommandOrder;
import dev.voltaire.organisation.Scope;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.token.TokenRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// Commands to home chargers as people ask for them: by token and by session, not by tag and transaction number.
@ApplicationScoped
public class ChargerControl {
    private static final Set<String> PASSWORDS = Set.of("AuthorizationKey", "BasicAuthPassword");

    private final ChargerCommands commands;
    private final SessionList sessions;
    private final TokenRepository tokens;
    private final ChargerRepository chargers;

    @Inject
    ChargerControl(ChargerCommands commands, ChargerRepository chargers, SessionList sessions, TokenRepository tokens) {
        this.commands = commands;
        this.chargers = chargers;
        this.sessions = sessions;
        this.tokens = tokens;
    }

    /// @param tokenId who charges, for REMOTE_START, RESERVE and CUSTOMER_INFORMATION
    /// @param sessionId what to stop or to ask about, and what to limit, for the profile of a transaction
    /// @param tokenIds who is on the local list, for SEND_LOCAL_LIST
    public record Wish(
            CommandAction action,
            @Nullable UUID tokenId,
            @Nullable UUID sessionId,
            @Nullable List<UUID> tokenIds,
            CommandOrder order) {}

    /// The charger must have been found within the caller's scope.
    public ChargerCommands.Command command(UUID chargerId, Wish wish, Scope scope, String by) {
        require(chargerId, wish);
        CommandOrder order = wish.order();
        if (wish.sessionId() != null) {
            SessionList.Running running = sessions.transaction(
                    wish.sessionId(), chargerId, wish.action() == CommandAction.GET_TRANSACTION_STATUS);
            order = order.about(new CommandOrder.Transaction(running.transactionNumber(), running.transactionKey()));
        }
        boolean start = wish.action() == CommandAction.REMOTE_START;
        order = order.of(new CommandOrder.Who(
                wish.tokenId() == null ? null : uid(wish.tokenId(), scope),
                start ? 1 + ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE - 1) : null,
                wish.tokenIds() == null
                        ? null
                        : wish.tokenIds().stream().map(id -> uid(id, scope)).toList()));
        return commands.request(chargerId, wish.action(), order, by);
    }

    private void require(UUID chargerId, Wish wish) {
        CommandOrder order = wish.order();
        switch (wish.action()) {
            case REMOTE_START -> required(wish.tokenId(), "tokenId");
            case REMOTE_STOP -> required(wish.sessionId(), "sessionId");
            case TRIGGER -> required(order.message(), "message");
            case CHANGE_CONFIGURATION -> {
                for (CommandOrder.Variable variable : required(order.variables(), "variables")) {
                    required(variable.value(), "variables.value");
                    // A password is never stored: ROTATE_PASSWORD makes one where it is sent.
                    if (PASSWORDS.contains(variable.name())) {
                        throw new ProblemException(Problem.INVALID_PARAMETER, variable.name());
                    }
                }
                neverDowngraded(chargerId, order);
            }
            case SEND_LOCAL_LIST -> {
                required(wish.tokenIds(), "tokenIds");
                required(order.number(), "number");
            }
            case SET_CHARGING_PROFILE -> {
                required(order.number(), "number");
                if (required(order.limit(), "limit").purpose() == ChargingLimit.Purpose.TRANSACTION) {
                    required(wish.sessionId(), "sessionId");
                }
            }
            case GET_COMPOSITE_SCHEDULE -> required(order.seconds(), "seconds");
            case RESERVE -> {
                required(wish.tokenId(), "tokenId");
                required(order.number(), "number");
                required(order.at(), "at");
            }
            case CANCEL_RESERVATION, CLEAR_MONITORING, SET_MONITORING_LEVEL -> required(order.number(), "number");
            case UPDATE_FIRMWARE, GET_LOG -> required(order.url(), "url");
            case DATA_TRANSFER -> required(order.data(), "data");
            case CERTIFICATE_SIGNED, INSTALL_CERTIFICATE -> {
                CommandOrder.Certificate certificate = required(order.certificate(), "certificate");
                required(certificate.pem(), "certificate.pem");
                required(certificate.use(), "certificate.use");
            }
            case DELETE_CERTIFICATE ->
                required(required(order.certificate(), "certificate").hash(), "certificate.hash");
            case SET_NETWORK_PROFILE -> {
                required(order.network(), "network");
                neverDowngraded(chargerId, order);
            }
            case CUSTOMER_INFORMATION -> required(order.customer(), "customer");
            case SET_MONITORING -> {
                required(order.monitor(), "monitor");
                required(order.variables(), "variables");
            }
            case SET_MONITORING_BASE -> required(order.kind(), "kind");
            case COST_UPDATED -> {
                required(wish.sessionId(), "sessionId");
                required(order.cost(), "cost");
            }
            case UNLOCK,
                    RESET,
                    GET_CONFIGURATION,
                    CHANGE_AVAILABILITY,
                    CLEAR_CACHE,
                    GET_LOCAL_LIST_VERSION,
                    CLEAR_CHARGING_PROFILE,
                    ROTATE_PASSWORD,
                    GET_CERTIFICATES,
                    GET_TRANSACTION_STATUS,
                    GET_REPORT,
                    GET_CHARGING_PROFILES,
                    GET_MONITORING_REPORT -> {}
        }
    }

    /// A security profile is never lowered over OCPP (security whitepaper A00.FR.005).
    private void neverDowngraded(UUID chargerId, CommandOrder order) {
        ChargerCommands.orderedProfile(order)
                .filter(profile -> profile < chargers.minimumSecurity(chargerId))
                .ifPresent(_ -> {
                    throw new ProblemException(Problem.INVALID_PARAMETER, "securityProfile");
                });
    }

    private String uid(UUID tokenId, Scope scope) {
        return tokens.get(tokenId, scope).uid().canonical();
    }

    private static <T> T required(@Nullable T value, String field) {
        if (value == null) {
            throw new ProblemException(Problem.INVALID_PARAMETER, field);
        }
        return value;
    }
}
