package dev.voltaire.session;

import dev.voltaire.charger.ChargerCommands;
import dev.voltaire.charger.ChargingLimit;
import dev.voltaire.charger.CommandAction;
import dev.voltaire.charger.CommandOrder;
import dev.voltaire.organisation.Scope;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.token.TokenRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// Commands to home chargers as people ask for them: by token and by session, not by tag and transaction number.
@ApplicationScoped
public class ChargerControl {
    private final ChargerCommands commands;
    private final SessionList sessions;
    private final TokenRepository tokens;

    @Inject
    ChargerControl(ChargerCommands commands, SessionList sessions, TokenRepository tokens) {
        this.commands = commands;
        this.sessions = sessions;
        this.tokens = tokens;
    }

    /// @param tokenId who charges, for REMOTE_START
    /// @param sessionId what to stop, for REMOTE_STOP, and what to limit, for the profile of a transaction
    /// @param tokenIds who is on the local list, for SEND_LOCAL_LIST
    public record Wish(
            CommandAction action,
            @Nullable Integer evse,
            @Nullable Integer connector,
            @Nullable UUID tokenId,
            @Nullable UUID sessionId,
            @Nullable Boolean hard,
            @Nullable Boolean operative,
            @Nullable String message,
            @Nullable String component,
            @Nullable String key,
            @Nullable String value,
            @Nullable List<UUID> tokenIds,
            @Nullable ChargingLimit limit,
            @Nullable Integer number,
            @Nullable Integer seconds,
            @Nullable Instant at,
            @Nullable String url) {}

    /// The charger must have been found within the caller's scope.
    public ChargerCommands.Command command(UUID chargerId, Wish wish, Scope scope, String by) {
        require(wish);
        SessionList.Running running =
                concernsASession(wish) ? sessions.running(required(wish.sessionId(), "sessionId"), chargerId) : null;
        boolean named = wish.action() == CommandAction.REMOTE_START || wish.action() == CommandAction.RESERVE;
        boolean start = wish.action() == CommandAction.REMOTE_START;
        CommandOrder order = new CommandOrder(
                wish.evse(),
                wish.connector(),
                named ? uid(required(wish.tokenId(), "tokenId"), scope) : null,
                start ? 1 + ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE - 1) : null,
                running == null ? null : running.transactionNumber(),
                running == null ? null : running.transactionKey(),
                wish.hard(),
                wish.operative(),
                wish.message(),
                wish.component(),
                wish.key(),
                wish.value(),
                wish.tokenIds() == null
                        ? null
                        : wish.tokenIds().stream().map(id -> uid(id, scope)).toList(),
                wish.limit(),
                wish.number(),
                wish.seconds(),
                wish.at(),
                wish.url());
        return commands.request(chargerId, wish.action(), order, by);
    }

    private static boolean concernsASession(Wish wish) {
        return wish.action() == CommandAction.REMOTE_STOP
                || wish.limit() != null && wish.limit().purpose() == ChargingLimit.Purpose.TRANSACTION;
    }

    private static void require(Wish wish) {
        switch (wish.action()) {
            case TRIGGER -> required(wish.message(), "message");
            case CHANGE_CONFIGURATION -> {
                required(wish.key(), "key");
                required(wish.value(), "value");
            }
            case SEND_LOCAL_LIST -> {
                required(wish.tokenIds(), "tokenIds");
                required(wish.number(), "number");
            }
            case SET_CHARGING_PROFILE -> {
                required(wish.limit(), "limit");
                required(wish.number(), "number");
            }
            case GET_COMPOSITE_SCHEDULE -> required(wish.seconds(), "seconds");
            case RESERVE -> {
                required(wish.number(), "number");
                required(wish.at(), "at");
            }
            case CANCEL_RESERVATION -> required(wish.number(), "number");
            case UPDATE_FIRMWARE, GET_LOG -> required(wish.url(), "url");
            // Asked by the server itself when messages of a transaction are missing.
            case GET_TRANSACTION_STATUS -> throw new ProblemException(Problem.INVALID_PARAMETER, "action");
            case REMOTE_START,
                    REMOTE_STOP,
                    UNLOCK,
                    RESET,
                    GET_CONFIGURATION,
                    CHANGE_AVAILABILITY,
                    CLEAR_CACHE,
                    GET_LOCAL_LIST_VERSION,
                    CLEAR_CHARGING_PROFILE -> {}
        }
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
