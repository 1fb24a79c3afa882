package dev.voltaire.ocpp.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.charger.ChargerCommands;
import dev.voltaire.charger.ChargerCommands.Taken;
import dev.voltaire.charger.ChargerCredentials;
import dev.voltaire.charger.CommandAction;
import dev.voltaire.charger.CommandState;
import dev.voltaire.ocpp.connection.ChargerSocket;
import dev.voltaire.ocpp.connection.Connections;
import dev.voltaire.ocpp.connection.Outage;
import dev.voltaire.ocpp.connection.Outcome;
import dev.voltaire.ocpp.connection.Standing;
import dev.voltaire.ocpp.wire.OcppVersion;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Brings commands from their rows to the sockets of this node, and the answers back. One look at the rows several
/// times a second serves all chargers; what one charger answers late delays no other. What a database that is away
/// keeps
/// from being written is written when it is back.
public final class CommandDispatcher {
    private static final Logger LOG = Logger.getLogger(CommandDispatcher.class);
    private static final long PAUSE_MILLIS = 200;
    private static final long PAUSE_AFTER_FAILURE_MILLIS = 2000;
    private static final Set<String> GOOD =
            Set.of("Accepted", "Scheduled", "Unlocked", "RebootRequired", "AcceptedCanceled");
    /// Where answers about several things have the status of the first.
    private static final List<String> FIRST_STATUS = List.of(
            "/setVariableResult/0/attributeStatus",
            "/getVariableResult/0/attributeStatus",
            "/setMonitoringResult/0/status",
            "/clearMonitoringResult/0/status");

    private final ChargerCommands commands;
    private final PasswordRotation rotation;
    private final Connections connections;
    private final String node;
    private final Outage outage = new Outage("commands");
    private final Queue<Runnable> unwritten = new ConcurrentLinkedQueue<>();
    private volatile boolean running = true;

    public CommandDispatcher(
            ChargerCommands commands, ChargerCredentials credentials, Connections connections, String node) {
        this.commands = commands;
        this.rotation = new PasswordRotation(credentials);
        this.connections = connections;
        this.node = node;
    }

    public void start() {
        Thread.ofVirtual().name("ocpp-commands").start(this::run);
    }

    public void stop() {
        running = false;
    }

    private void run() {
        while (running) {
            boolean done = round();
            try {
                Thread.sleep(done ? PAUSE_MILLIS : PAUSE_AFTER_FAILURE_MILLIS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private boolean round() {
        try {
            writeUnwritten();
            commands.expire();
            commands.take(node).forEach(this::sendOrPutBack);
            outage.over();
            return true;
        } catch (RuntimeException e) {
            if (Outage.isTemporary(e)) {
                outage.met(e);
            } else {
                LOG.errorv(e, "Charger commands could not be read");
            }
            return false;
        }
    }

    private void writeUnwritten() {
        for (Runnable next = unwritten.peek(); next != null; next = unwritten.peek()) {
            next.run();
            unwritten.remove();
        }
    }

    private void written(Runnable write) {
        try {
            write.run();
        } catch (RuntimeException failure) {
            LOG.warnv("A command could not be written and will be again: cause={0}", failure.toString());
            if (Outage.isTemporary(failure)) {
                unwritten.add(write);
            }
        }
    }

    private void sendOrPutBack(Taken command) {
        try {
            send(command);
        } catch (RuntimeException failure) {
            LOG.warnv("A command could not be sent: command={0} cause={1}", command.id(), failure.toString());
            written(() -> commands.release(command));
        }
    }

    private void send(Taken command) {
        Optional<ChargerSocket> socket = connections.ofCharger(command.chargerId());
        if (socket.isEmpty()) {
            commands.finish(command, CommandState.FAILED, null, "not-connected");
            return;
        }
        if (command.action() != CommandAction.TRIGGER && socket.get().standing() != Standing.ACCEPTED) {
            // OCPP 1.6 §4.2: a charger that is not accepted yet is asked to boot, to be configured, and no more.
            boolean allowedWhilePending = socket.get().standing() == Standing.PENDING
                    && !command.action().charges();
            if (!allowedWhilePending) {
                commands.finish(command, CommandState.FAILED, null, "not-accepted");
                return;
            }
        }
        OcppVersion version = socket.get().version();
        Optional<WireCommand> wire = command.action() == CommandAction.ROTATE_PASSWORD
                ? Optional.of(rotation.begin(command, version))
                : WireCommand.of(command, version);
        if (wire.isEmpty()) {
            commands.finish(command, CommandState.FAILED, null, "incomplete-order");
            return;
        }
        socket.get()
                .call(wire.get().action(), wire.get().payload())
                .thenAccept(outcome -> written(() -> finish(command, outcome)));
    }

    private void finish(Taken command, Outcome outcome) {
        switch (outcome) {
            case Outcome.Answered(JsonNode payload) ->
                finish(command, state(payload), payload.toString().replace("\\u0000", ""), null);
            // An error is an answer: the charger has changed nothing.
            case Outcome.Refused(String code, String _) -> {
                if (command.action() == CommandAction.ROTATE_PASSWORD) {
                    rotation.end(command, CommandState.REJECTED);
                }
                commands.finish(command, CommandState.FAILED, null, code.length() > 60 ? "error" : code);
            }
            case Outcome.TimedOut() -> finish(command, CommandState.FAILED, null, "timed-out");
            case Outcome.ConnectionLost() -> finish(command, CommandState.FAILED, null, "connection-lost");
        }
    }

    private void finish(Taken command, CommandState state, @Nullable String result, @Nullable String error) {
        if (command.action() == CommandAction.ROTATE_PASSWORD) {
            rotation.end(command, state);
        }
        commands.finish(command, state, result, error);
    }

    /// Answers without a status, such as a list of configuration keys, are an acceptance.
    private static CommandState state(JsonNode payload) {
        JsonNode status = payload.path("status");
        for (int i = 0; status.isMissingNode() && i < FIRST_STATUS.size(); i++) {
            status = payload.at(FIRST_STATUS.get(i));
        }
        return status.isMissingNode() || GOOD.contains(status.asText()) ? CommandState.ACCEPTED : CommandState.REJECTED;
    }
}
