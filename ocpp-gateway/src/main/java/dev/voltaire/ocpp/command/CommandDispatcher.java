package dev.voltaire.ocpp.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.charger.ChargerCommands;
import dev.voltaire.charger.ChargerCommands.Taken;
import dev.voltaire.charger.CommandState;
import dev.voltaire.ocpp.connection.ChargerSocket;
import dev.voltaire.ocpp.connection.Connections;
import dev.voltaire.ocpp.connection.Outage;
import dev.voltaire.ocpp.connection.Outcome;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/// Brings commands from their rows to the sockets of this node, and the answers back. One look at the rows several
/// times a second serves all chargers; what one charger answers late delays no other.
public final class CommandDispatcher {
    private static final Logger LOG = Logger.getLogger(CommandDispatcher.class);
    private static final long PAUSE_MILLIS = 200;
    private static final long PAUSE_AFTER_FAILURE_MILLIS = 2000;
    private static final Set<String> GOOD =
            Set.of("Accepted", "Scheduled", "Unlocked", "RebootRequired", "AcceptedCanceled");

    private final ChargerCommands commands;
    private final Connections connections;
    private final String node;
    private final Outage outage = new Outage("commands");
    private volatile boolean running = true;

    public CommandDispatcher(ChargerCommands commands, Connections connections, String node) {
        this.commands = commands;
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
            commands.expire();
            commands.take(node).forEach(this::send);
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

    private void send(Taken command) {
        Optional<ChargerSocket> socket = connections.ofCharger(command.chargerId());
        if (socket.isEmpty()) {
            commands.finish(command.id(), CommandState.FAILED, null, "not-connected");
            return;
        }
        Optional<WireCommand> wire = WireCommand.of(command, socket.get().version());
        if (wire.isEmpty()) {
            commands.finish(command.id(), CommandState.FAILED, null, "incomplete-order");
            return;
        }
        socket.get()
                .call(wire.get().action(), wire.get().payload())
                .thenAccept(outcome -> finish(command, outcome))
                .exceptionally(failure -> {
                    LOG.warnv("A command result could not be stored: command={0} cause={1}", command.id(), failure);
                    return null;
                });
    }

    private void finish(Taken command, Outcome outcome) {
        switch (outcome) {
            case Outcome.Answered(JsonNode payload) ->
                commands.finish(command.id(), state(payload), payload.toString().replace("\\u0000", ""), null);
            case Outcome.Refused(String code, String _) ->
                commands.finish(command.id(), CommandState.FAILED, null, code.length() > 60 ? "error" : code);
            case Outcome.TimedOut() -> commands.finish(command.id(), CommandState.FAILED, null, "timed-out");
            case Outcome.ConnectionLost() ->
                commands.finish(command.id(), CommandState.FAILED, null, "connection-lost");
        }
    }

    /// Answers without a status, such as a list of configuration keys, are an acceptance.
    private static CommandState state(JsonNode payload) {
        JsonNode status = payload.path("status");
        if (status.isMissingNode()) {
            JsonNode variable = payload.at("/setVariableResult/0/attributeStatus");
            status = variable.isMissingNode() ? payload.at("/getVariableResult/0/attributeStatus") : variable;
        }
        return status.isMissingNode() || GOOD.contains(status.asText()) ? CommandState.ACCEPTED : CommandState.REJECTED;
    }
}
