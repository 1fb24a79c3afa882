package dev.voltaire.ocpp.v201;

import dev.voltaire.charger.ChargerCommands.Taken;
import dev.voltaire.charger.ChargingLimit;
import dev.voltaire.charger.CommandOrder;
import dev.voltaire.ocpp.command.WireCommand;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Commands in OCPP 2.0.1.
public final class CommandMapping {
    private static final Set<String> TRIGGERED = Set.of(
            "BootNotification",
            "FirmwareStatusNotification",
            "Heartbeat",
            "LogStatusNotification",
            "MeterValues",
            "PublishFirmwareStatusNotification",
            "SignChargingStationCertificate",
            "SignCombinedCertificate",
            "SignV2GCertificate",
            "StatusNotification",
            "TransactionEvent");

    private CommandMapping() {}

    /// Empty when the order lacks what this version needs.
    public static Optional<WireCommand> wire(Taken command) {
        CommandOrder order = command.order();
        return switch (command.action()) {
            case REMOTE_START ->
                order.who() == null || order.who().tag() == null || order.who().remoteStartId() == null
                        ? Optional.empty()
                        : Optional.of(new WireCommand(
                                "RequestStartTransaction",
                                new Commands.RequestStartTransactionRequest(
                                        Objects.requireNonNullElse(order.evse(), 1),
                                        order.who().remoteStartId(),
                                        card(order.who().tag()))));
            case REMOTE_STOP ->
                transactionKey(order)
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
                        .filter(TRIGGERED::contains)
                        .map(message -> new WireCommand(
                                "TriggerMessage", new Commands.TriggerMessageRequest(message, evse(order))));
            case GET_CONFIGURATION, CHANGE_CONFIGURATION, GET_REPORT, SET_NETWORK_PROFILE ->
                VariableCommands.wire(command);
            case CHANGE_AVAILABILITY ->
                Optional.of(new WireCommand(
                        "ChangeAvailability", new Commands.ChangeAvailabilityRequest(operational(order), evse(order))));
            case CLEAR_CACHE -> Optional.of(new WireCommand("ClearCache", new Commands.ClearCacheRequest()));
            case SEND_LOCAL_LIST ->
                order.who() == null || order.who().tags() == null || order.number() == null
                        ? Optional.empty()
                        : Optional.of(new WireCommand(
                                "SendLocalList",
                                localList(order.number(), order.who().tags())));
            case GET_LOCAL_LIST_VERSION ->
                Optional.of(new WireCommand("GetLocalListVersion", new Commands.GetLocalListVersionRequest()));
            case SET_CHARGING_PROFILE ->
                order.limit() == null || order.number() == null
                        ? Optional.empty()
                        : Optional.of(new WireCommand(
                                "SetChargingProfile",
                                new Commands.SetChargingProfileRequest(
                                        evseOf(order, order.limit()), profile(order, order.limit(), order.number()))));
            // One of the two criteria is required.
            case CLEAR_CHARGING_PROFILE ->
                order.number() == null && order.evse() == null
                        ? Optional.empty()
                        : Optional.of(new WireCommand(
                                "ClearChargingProfile",
                                new Commands.ClearChargingProfileRequest(
                                        order.number(),
                                        order.evse() == null
                                                ? null
                                                : new Commands.ClearChargingProfile(order.evse()))));
            case GET_COMPOSITE_SCHEDULE ->
                Optional.ofNullable(order.seconds())
                        .map(seconds -> new WireCommand(
                                "GetCompositeSchedule",
                                new Commands.GetCompositeScheduleRequest(
                                        seconds, Objects.requireNonNullElse(order.evse(), 0))));
            case RESERVE ->
                order.tag() == null || order.number() == null || order.at() == null
                        ? Optional.empty()
                        : Optional.of(new WireCommand(
                                "ReserveNow",
                                new Commands.ReserveNowRequest(
                                        order.number(), order.at(), card(order.tag()), order.evse())));
            case CANCEL_RESERVATION ->
                Optional.ofNullable(order.number())
                        .map(number ->
                                new WireCommand("CancelReservation", new Commands.CancelReservationRequest(number)));
            case GET_CHARGING_PROFILES ->
                Optional.of(new WireCommand(
                        "GetChargingProfiles",
                        new Commands.GetChargingProfilesRequest(command.number(), order.evse(), criterion(order))));
            case UPDATE_FIRMWARE, GET_LOG, CUSTOMER_INFORMATION -> DiagnosticCommands.wire(command);
            case SET_MONITORING, CLEAR_MONITORING, SET_MONITORING_BASE, SET_MONITORING_LEVEL, GET_MONITORING_REPORT ->
                MonitoringCommands.wire(command);
            case CERTIFICATE_SIGNED, INSTALL_CERTIFICATE, DELETE_CERTIFICATE, GET_CERTIFICATES ->
                CertificateCommands.wire(command);
            // Without a transaction: whether the station has messages waiting at all.
            case GET_TRANSACTION_STATUS ->
                Optional.of(new WireCommand(
                        "GetTransactionStatus",
                        new Commands.GetTransactionStatusRequest(
                                transactionKey(order).orElse(null))));
            case COST_UPDATED ->
                transactionKey(order)
                        .filter(_ -> order.cost() != null)
                        .map(key -> new WireCommand(
                                "CostUpdated",
                                new Commands.CostUpdatedRequest(Objects.requireNonNull(order.cost()), key)));
            case DATA_TRANSFER ->
                Optional.ofNullable(order.data())
                        .map(data -> new WireCommand(
                                "DataTransfer",
                                new Commands.DataTransferRequest(data.vendorId(), data.messageId(), data.data())));
            // Made where it is sent: PasswordRotation.
            case ROTATE_PASSWORD -> Optional.empty();
        };
    }

    static Commands.IdToken card(String tag) {
        return new Commands.IdToken(tag, "ISO14443");
    }

    private static Optional<String> transactionKey(CommandOrder order) {
        return Optional.ofNullable(order.transaction()).map(CommandOrder.Transaction::key);
    }

    /// The profile with this number, or all that we have set.
    private static Commands.ChargingProfileCriterion criterion(CommandOrder order) {
        return order.number() == null
                ? new Commands.ChargingProfileCriterion(null, List.of("CSO"))
                : new Commands.ChargingProfileCriterion(List.of(order.number()), null);
    }

    /// An empty list is no list at all (its schema wants one entry at least).
    private static Commands.SendLocalListRequest localList(int version, List<String> tags) {
        List<Commands.AuthorizationData> entries = tags.stream()
                .map(tag -> new Commands.AuthorizationData(card(tag), new Commands.ListedIdTokenInfo("Accepted")))
                .toList();
        return new Commands.SendLocalListRequest(version, "Full", entries.isEmpty() ? null : entries);
    }

    private static int evseOf(CommandOrder order, ChargingLimit limit) {
        return limit.purpose() == ChargingLimit.Purpose.CHARGER
                ? 0
                : Objects.requireNonNullElse(
                        order.evse(), limit.purpose() == ChargingLimit.Purpose.TRANSACTION ? 1 : 0);
    }

    private static Commands.ChargingProfile profile(CommandOrder order, ChargingLimit limit, int id) {
        return new Commands.ChargingProfile(
                id,
                limit.stackLevel(),
                switch (limit.purpose()) {
                    case CHARGER -> "ChargingStationMaxProfile";
                    case EVERY_TRANSACTION -> "TxDefaultProfile";
                    case TRANSACTION -> "TxProfile";
                },
                limit.daily() ? "Recurring" : limit.startsAt() == null ? "Relative" : "Absolute",
                limit.daily() ? "Daily" : null,
                limit.purpose() == ChargingLimit.Purpose.TRANSACTION
                        ? transactionKey(order).orElse(null)
                        : null,
                List.of(new Commands.ChargingSchedule(
                        id,
                        limit.startsAt(),
                        limit.durationSeconds(),
                        limit.unit() == ChargingLimit.Unit.WATT ? "W" : "A",
                        limit.periods().stream()
                                .map(period -> new Commands.ChargingSchedulePeriod(
                                        period.startSeconds(), period.limit(), period.phases()))
                                .toList())));
    }

    private static String operational(CommandOrder order) {
        return Boolean.FALSE.equals(order.operative()) ? "Inoperative" : "Operative";
    }

    private static Commands.@Nullable Evse evse(CommandOrder order) {
        return order.evse() == null || order.evse() == 0 ? null : new Commands.Evse(order.evse(), order.connector());
    }
}
