package dev.voltaire.session;

import dev.voltaire.charger.ChargerCommands;
import dev.voltaire.charger.CommandAction;
import dev.voltaire.charger.CommandOrder;
import dev.voltaire.organisation.Scope;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.token.TokenRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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
    /// @param sessionId what to stop, for REMOTE_STOP
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
            @Nullable String value) {}

    /// The charger must have been found within the caller's scope.
    public ChargerCommands.Command command(UUID chargerId, Wish wish, Scope scope, String by) {
        SessionList.Running running = wish.action() == CommandAction.REMOTE_STOP
                ? sessions.running(required(wish.sessionId(), "sessionId"), chargerId)
                : null;
        boolean start = wish.action() == CommandAction.REMOTE_START;
        CommandOrder order = new CommandOrder(
                wish.evse(),
                wish.connector(),
                start
                        ? tokens.get(required(wish.tokenId(), "tokenId"), scope)
                                .uid()
                                .canonical()
                        : null,
                start ? 1 + ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE - 1) : null,
                running == null ? null : running.transactionNumber(),
                running == null ? null : running.transactionKey(),
                wish.hard(),
                wish.operative(),
                wish.action() == CommandAction.TRIGGER ? required(wish.message(), "message") : null,
                wish.component(),
                wish.action() == CommandAction.CHANGE_CONFIGURATION ? required(wish.key(), "key") : wish.key(),
                wish.action() == CommandAction.CHANGE_CONFIGURATION ? required(wish.value(), "value") : wish.value());
        return commands.request(chargerId, wish.action(), order, by);
    }

    private static <T> T required(@Nullable T value, String field) {
        if (value == null) {
            throw new ProblemException(Problem.INVALID_PARAMETER, field);
        }
        return value;
    }
}
