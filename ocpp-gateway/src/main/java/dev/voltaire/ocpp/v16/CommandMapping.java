package dev.voltaire.ocpp.v16;

import dev.voltaire.charger.ChargerCommands.Taken;
import dev.voltaire.charger.CommandOrder;
import dev.voltaire.ocpp.command.WireCommand;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Commands in OCPP 1.6.
public final class CommandMapping {
    private CommandMapping() {}

    /// Empty when the order lacks what this version needs.
    public static Optional<WireCommand> wire(Taken command) {
        CommandOrder order = command.order();
        return switch (command.action()) {
            // Some firmware refuses a start without connector, though it is optional.
            case REMOTE_START ->
                Optional.ofNullable(order.tag())
                        .map(tag -> new WireCommand(
                                "RemoteStartTransaction",
                                new Commands.RemoteStartTransactionReq(
                                        Objects.requireNonNullElse(order.evse(), 1), tag)));
            case REMOTE_STOP ->
                Optional.ofNullable(order.transactionNumber())
                        .map(number -> new WireCommand(
                                "RemoteStopTransaction", new Commands.RemoteStopTransactionReq(number)));
            case UNLOCK ->
                Optional.of(new WireCommand(
                        "UnlockConnector",
                        new Commands.UnlockConnectorReq(Objects.requireNonNullElse(order.evse(), 1))));
            case RESET ->
                Optional.of(new WireCommand(
                        "Reset", new Commands.ResetReq(Boolean.TRUE.equals(order.hard()) ? "Hard" : "Soft")));
            case TRIGGER ->
                Optional.ofNullable(order.message())
                        .map(message -> new WireCommand(
                                "TriggerMessage", new Commands.TriggerMessageReq(message, order.evse())));
            case GET_CONFIGURATION ->
                Optional.of(new WireCommand(
                        "GetConfiguration",
                        new Commands.GetConfigurationReq(order.key() == null ? null : List.of(order.key()))));
            case CHANGE_CONFIGURATION ->
                order.key() == null || order.value() == null
                        ? Optional.empty()
                        : Optional.of(new WireCommand(
                                "ChangeConfiguration",
                                new Commands.ChangeConfigurationReq(order.key(), order.value())));
            case CHANGE_AVAILABILITY ->
                Optional.of(new WireCommand(
                        "ChangeAvailability",
                        new Commands.ChangeAvailabilityReq(
                                Objects.requireNonNullElse(order.evse(), 0), operational(order))));
            case CLEAR_CACHE -> Optional.of(new WireCommand("ClearCache", new Commands.ClearCacheReq()));
        };
    }

    private static String operational(CommandOrder order) {
        return Boolean.FALSE.equals(order.operative()) ? "Inoperative" : "Operative";
    }
}
