package dev.voltaire.ocpp.v16;

import dev.voltaire.charger.ChargerCommands.Taken;
import dev.voltaire.charger.ChargingLimit;
import dev.voltaire.charger.CommandOrder;
import dev.voltaire.ocpp.command.WireCommand;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
            case TRIGGER -> Optional.ofNullable(order.message()).flatMap(message -> trigger(message, order.evse()));
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
            case SEND_LOCAL_LIST ->
                order.tags() == null || order.number() == null
                        ? Optional.empty()
                        : Optional.of(new WireCommand(
                                "SendLocalList",
                                new Commands.SendLocalListReq(
                                        order.number(),
                                        order.tags().stream()
                                                .map(tag -> new Commands.AuthorizationData(
                                                        tag, new Commands.ListedIdTagInfo("Accepted")))
                                                .toList(),
                                        "Full")));
            case GET_LOCAL_LIST_VERSION ->
                Optional.of(new WireCommand("GetLocalListVersion", new Commands.GetLocalListVersionReq()));
            case SET_CHARGING_PROFILE ->
                order.limit() == null || order.number() == null
                        ? Optional.empty()
                        : Optional.of(new WireCommand(
                                "SetChargingProfile",
                                new Commands.SetChargingProfileReq(
                                        connector(order, order.limit()),
                                        profile(order, order.limit(), order.number()))));
            case CLEAR_CHARGING_PROFILE ->
                Optional.of(new WireCommand(
                        "ClearChargingProfile", new Commands.ClearChargingProfileReq(order.number(), order.evse())));
            case GET_COMPOSITE_SCHEDULE ->
                Optional.ofNullable(order.seconds())
                        .map(seconds -> new WireCommand(
                                "GetCompositeSchedule",
                                new Commands.GetCompositeScheduleReq(
                                        Objects.requireNonNullElse(order.evse(), 0), seconds)));
            case RESERVE ->
                order.tag() == null || order.number() == null || order.at() == null
                        ? Optional.empty()
                        : Optional.of(new WireCommand(
                                "ReserveNow",
                                new Commands.ReserveNowReq(
                                        Objects.requireNonNullElse(order.evse(), 1),
                                        order.at(),
                                        order.tag(),
                                        order.number())));
            case CANCEL_RESERVATION ->
                Optional.ofNullable(order.number())
                        .map(number -> new WireCommand("CancelReservation", new Commands.CancelReservationReq(number)));
            case UPDATE_FIRMWARE ->
                order.url() == null || order.at() == null
                        ? Optional.empty()
                        : Optional.of(new WireCommand(
                                "UpdateFirmware", new Commands.UpdateFirmwareReq(order.url(), order.at())));
            case GET_LOG ->
                Optional.ofNullable(order.url())
                        .map(url -> new WireCommand("GetDiagnostics", new Commands.GetDiagnosticsReq(url)));
            case GET_TRANSACTION_STATUS -> Optional.empty();
        };
    }

    /// The messages of the security extension are triggered by its own action.
    private static Optional<WireCommand> trigger(String message, @Nullable Integer connector) {
        return switch (message) {
            case "BootNotification",
                    "DiagnosticsStatusNotification",
                    "FirmwareStatusNotification",
                    "Heartbeat",
                    "MeterValues",
                    "StatusNotification" ->
                Optional.of(new WireCommand("TriggerMessage", new Commands.TriggerMessageReq(message, connector)));
            case "LogStatusNotification", "SignChargePointCertificate" ->
                Optional.of(new WireCommand(
                        "ExtendedTriggerMessage", new Commands.ExtendedTriggerMessageReq(message, connector)));
            default -> Optional.empty();
        };
    }

    private static int connector(CommandOrder order, ChargingLimit limit) {
        return limit.purpose() == ChargingLimit.Purpose.CHARGER
                ? 0
                : Objects.requireNonNullElse(
                        order.evse(), limit.purpose() == ChargingLimit.Purpose.TRANSACTION ? 1 : 0);
    }

    private static Commands.ChargingProfile profile(CommandOrder order, ChargingLimit limit, int id) {
        return new Commands.ChargingProfile(
                id,
                limit.purpose() == ChargingLimit.Purpose.TRANSACTION ? order.transactionNumber() : null,
                limit.stackLevel(),
                switch (limit.purpose()) {
                    case CHARGER -> "ChargePointMaxProfile";
                    case EVERY_TRANSACTION -> "TxDefaultProfile";
                    case TRANSACTION -> "TxProfile";
                },
                limit.daily() ? "Recurring" : limit.startsAt() == null ? "Relative" : "Absolute",
                limit.daily() ? "Daily" : null,
                new Commands.ChargingSchedule(
                        limit.durationSeconds(),
                        limit.startsAt(),
                        limit.unit() == ChargingLimit.Unit.WATT ? "W" : "A",
                        limit.periods().stream()
                                .map(period -> new Commands.ChargingSchedulePeriod(
                                        period.startSeconds(), period.limit(), period.phases()))
                                .toList()));
    }

    private static String operational(CommandOrder order) {
        return Boolean.FALSE.equals(order.operative()) ? "Inoperative" : "Operative";
    }
}
