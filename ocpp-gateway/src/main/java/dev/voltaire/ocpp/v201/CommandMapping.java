package dev.voltaire.ocpp.v201;

import dev.voltaire.charger.ChargerCommands.Taken;
import dev.voltaire.charger.CommandOrder;
import dev.voltaire.ocpp.command.WireCommand;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Commands in OCPP 2.0.1.
public final class CommandMapping {
    private CommandMapping() {}

    /// Empty when the order lacks what this version needs.
    public static Optional<WireCommand> wire(Taken command) {
        CommandOrder order = command.order();
        return switch (command.action()) {
            case REMOTE_START ->
                order.tag() == null || order.remoteStartId() == null
                        ? Optional.empty()
                        : Optional.of(new WireCommand(
                                "RequestStartTransaction",
                                new Commands.RequestStartTransactionRequest(
                                        Objects.requireNonNullElse(order.evse(), 1),
                                        order.remoteStartId(),
                                        new Commands.IdToken(order.tag(), "ISO14443"))));
            case REMOTE_STOP ->
                Optional.ofNullable(order.transactionKey())
                        .map(key -> new WireCommand(
                                "RequestStopTransaction", new Commands.RequestStopTransactionRequest(key)));
            case UNLOCK ->
                Optional.of(new WireCommand(
                        "UnlockConnector",
                        new Commands.UnlockConnectorRequest(
                                Objects.requireNonNullElse(order.evse(), 1),
                                Objects.requireNonNullElse(order.connector(), 1))));
            case RESET ->
                Optional.of(new WireCommand(
                        "Reset",
                        new Commands.ResetRequest(
                                Boolean.TRUE.equals(order.hard()) ? "Immediate" : "OnIdle", order.evse())));
            case TRIGGER ->
                Optional.ofNullable(order.message())
                        .map(message -> new WireCommand(
                                "TriggerMessage", new Commands.TriggerMessageRequest(message, evse(order))));
            case GET_CONFIGURATION ->
                order.key() == null || order.component() == null
                        ? Optional.of(new WireCommand(
                                "GetBaseReport",
                                new Commands.GetBaseReportRequest(
                                        command.id().hashCode() & Integer.MAX_VALUE, "FullInventory")))
                        : Optional.of(new WireCommand(
                                "GetVariables",
                                new Commands.GetVariablesRequest(List.of(new Commands.GetVariable(
                                        new Commands.Named(order.component()), new Commands.Named(order.key()))))));
            case CHANGE_CONFIGURATION ->
                order.key() == null || order.value() == null || order.component() == null
                        ? Optional.empty()
                        : Optional.of(new WireCommand(
                                "SetVariables",
                                new Commands.SetVariablesRequest(List.of(new Commands.SetVariable(
                                        order.value(),
                                        new Commands.Named(order.component()),
                                        new Commands.Named(order.key()))))));
            case CHANGE_AVAILABILITY ->
                Optional.of(new WireCommand(
                        "ChangeAvailability", new Commands.ChangeAvailabilityRequest(operational(order), evse(order))));
            case CLEAR_CACHE -> Optional.of(new WireCommand("ClearCache", new Commands.ClearCacheRequest()));
        };
    }

    private static String operational(CommandOrder order) {
        return Boolean.FALSE.equals(order.operative()) ? "Inoperative" : "Operative";
    }

    private static Commands.@Nullable Evse evse(CommandOrder order) {
        return order.evse() == null || order.evse() == 0 ? null : new Commands.Evse(order.evse());
    }
}
