package dev.voltaire.ocpp.v16;

import dev.voltaire.charger.ChargerCommands.Taken;
import dev.voltaire.charger.ChargingLimit;
import dev.voltaire.charger.CommandOrder;
import dev.voltaire.ocpp.command.WireCommand;
import java.time.Instant;
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
                transactionNumber(order)
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
                        new Commands.GetConfigurationReq(order.variables() == null ? null : names(order.variables()))));
            // One key a message: the specification knows no more.
            case CHANGE_CONFIGURATION ->
                Optional.ofNullable(order.variables())
                        .filter(variables -> variables.size() == 1)
                        .map(List::getFirst)
                        .flatMap(CommandMapping::change);
            case CHANGE_AVAILABILITY ->
                Optional.of(new WireCommand(
                        "ChangeAvailability",
                        new Commands.ChangeAvailabilityReq(
                                Objects.requireNonNullElse(order.evse(), 0), operational(order))));
            case CLEAR_CACHE -> Optional.of(new WireCommand("ClearCache", new Commands.ClearCacheReq()));
            case SEND_LOCAL_LIST ->
                order.who() == null || order.who().tags() == null || order.number() == null
                        ? Optional.empty()
                        : Optional.of(new WireCommand(
                                "SendLocalList",
                                localList(order.number(), order.who().tags())));
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
                        : Optional.of(firmware(command, order.url(), order.at()));
            case GET_LOG -> Optional.ofNullable(order.url()).map(url -> log(command, url));
            case DATA_TRANSFER ->
                Optional.ofNullable(order.data())
                        .map(data -> new WireCommand(
                                "DataTransfer",
                                new Commands.DataTransferReq(data.vendorId(), data.messageId(), data.data())));
            case CERTIFICATE_SIGNED, INSTALL_CERTIFICATE, DELETE_CERTIFICATE, GET_CERTIFICATES ->
                CertificateCommands.wire(command);
            // Made where it is sent: PasswordRotation.
            case ROTATE_PASSWORD -> Optional.empty();
            case GET_TRANSACTION_STATUS,
                    GET_REPORT,
                    SET_NETWORK_PROFILE,
                    GET_CHARGING_PROFILES,
                    CUSTOMER_INFORMATION,
                    SET_MONITORING,
                    CLEAR_MONITORING,
                    SET_MONITORING_BASE,
                    SET_MONITORING_LEVEL,
                    GET_MONITORING_REPORT,
                    COST_UPDATED -> Optional.empty();
        };
    }

    private static List<String> names(List<CommandOrder.Variable> variables) {
        return variables.stream().map(CommandOrder.Variable::name).toList();
    }

    private static Optional<WireCommand> change(CommandOrder.Variable variable) {
        return Optional.ofNullable(variable.value())
                .map(value -> new WireCommand(
                        "ChangeConfiguration", new Commands.ChangeConfigurationReq(variable.name(), value)));
    }

    private static Optional<Integer> transactionNumber(CommandOrder order) {
        return Optional.ofNullable(order.transaction()).map(CommandOrder.Transaction::number);
    }

    private static Commands.SendLocalListReq localList(int version, List<String> tags) {
        return new Commands.SendLocalListReq(
                version,
                tags.stream()
                        .map(tag -> new Commands.AuthorizationData(tag, new Commands.ListedIdTagInfo("Accepted")))
                        .toList(),
                "Full");
    }

    private static WireCommand firmware(Taken command, String url, Instant at) {
        CommandOrder.Signature signature = command.order().signature();
        return signature == null
                ? new WireCommand("UpdateFirmware", new Commands.UpdateFirmwareReq(url, at))
                : new WireCommand(
                        "SignedUpdateFirmware",
                        new Commands.SignedUpdateFirmwareReq(
                                command.number(),
                                new Commands.Firmware(url, at, signature.certificate(), signature.value())));
    }

    private static WireCommand log(Taken command, String url) {
        String kind = command.order().kind();
        return kind == null
                ? new WireCommand("GetDiagnostics", new Commands.GetDiagnosticsReq(url))
                : new WireCommand(
                        "GetLog", new Commands.GetLogReq(new Commands.LogParameters(url), kind, command.number()));
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
                limit.purpose() == ChargingLimit.Purpose.TRANSACTION
                        ? transactionNumber(order).orElse(null)
                        : null,
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
