package dev.voltaire.ocpp.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.voltaire.charger.ChargerCommands.Taken;
import dev.voltaire.charger.ChargingLimit;
import dev.voltaire.charger.ChargingLimit.Period;
import dev.voltaire.charger.ChargingLimit.Purpose;
import dev.voltaire.charger.ChargingLimit.Unit;
import dev.voltaire.charger.CommandAction;
import dev.voltaire.charger.CommandOrder;
import dev.voltaire.ocpp.wire.OcppVersion;
import dev.voltaire.ocpp.wire.WireJson;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What a charger reads, to the last character.
class WireCommandTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    private static final ChargingLimit NIGHT = new ChargingLimit(
            Purpose.EVERY_TRANSACTION,
            1,
            Unit.AMPERE,
            NOON,
            true,
            86_400,
            List.of(new Period(0, new BigDecimal("6.0"), 3), new Period(36_000, new BigDecimal("16"), null)));

    private static CommandOrder order(
            @Nullable Integer evse,
            @Nullable String message,
            @Nullable List<String> tags,
            @Nullable ChargingLimit limit,
            @Nullable Integer number) {
        return new CommandOrder(
                evse,
                null,
                new CommandOrder.Transaction(7, "tx-7"),
                new CommandOrder.Who("04A1", null, tags),
                null,
                null,
                message,
                null,
                null,
                limit,
                number,
                3600,
                NOON,
                "https://files.example/box.bin",
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static String wire(CommandAction action, CommandOrder order, OcppVersion version) {
        return WireCommand.of(new Taken(new UUID(0, 5), new UUID(0, 1), action, order, 5), version)
                .map(command -> {
                    try {
                        return command.action() + " " + WireJson.MAPPER.writeValueAsString(command.payload());
                    } catch (JsonProcessingException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .orElse("nothing");
    }

    private static String old(CommandAction action, CommandOrder order) {
        return wire(action, order, OcppVersion.V16);
    }

    private static String young(CommandAction action, CommandOrder order) {
        return wire(action, order, OcppVersion.V201);
    }

    @Test
    void theLocalListIsSentWhole() {
        CommandOrder list = order(null, null, List.of("04A1"), null, 12);
        assertThat(old(CommandAction.SEND_LOCAL_LIST, list))
                .isEqualTo("SendLocalList {\"listVersion\":12,\"localAuthorizationList\":[{\"idTag\":\"04A1\","
                        + "\"idTagInfo\":{\"status\":\"Accepted\"}}],\"updateType\":\"Full\"}");
        assertThat(young(CommandAction.SEND_LOCAL_LIST, list))
                .isEqualTo("SendLocalList {\"versionNumber\":12,\"updateType\":\"Full\",\"localAuthorizationList\":["
                        + "{\"idToken\":{\"idToken\":\"04A1\",\"type\":\"ISO14443\"},"
                        + "\"idTokenInfo\":{\"status\":\"Accepted\"}}]}");
        assertThat(young(CommandAction.SEND_LOCAL_LIST, order(null, null, List.of(), null, 13)))
                .isEqualTo("SendLocalList {\"versionNumber\":13,\"updateType\":\"Full\"}");
        assertThat(old(CommandAction.GET_LOCAL_LIST_VERSION, list)).isEqualTo("GetLocalListVersion {}");
    }

    @Test
    void aLimitBecomesAChargingProfile() {
        CommandOrder limited = order(null, null, null, NIGHT, 3);
        assertThat(old(CommandAction.SET_CHARGING_PROFILE, limited))
                .startsWith("SetChargingProfile {\"connectorId\":0,\"csChargingProfiles\":{\"chargingProfileId\":3,")
                .contains("\"stackLevel\":1,\"chargingProfilePurpose\":\"TxDefaultProfile\","
                        + "\"chargingProfileKind\":\"Recurring\",\"recurrencyKind\":\"Daily\",\"chargingSchedule\":{"
                        + "\"duration\":86400,\"startSchedule\":\"2026-06-01T12:00:00Z\",\"chargingRateUnit\":\"A\","
                        + "\"chargingSchedulePeriod\":[{\"startPeriod\":0,\"limit\":6.0,\"numberPhases\":3},"
                        + "{\"startPeriod\":36000,\"limit\":16}]}}}");
        assertThat(young(CommandAction.SET_CHARGING_PROFILE, limited))
                .startsWith("SetChargingProfile {\"evseId\":0,\"chargingProfile\":{\"id\":3,\"stackLevel\":1,")
                .contains("\"chargingSchedule\":[{\"id\":3,\"startSchedule\":\"2026-06-01T12:00:00Z\"");
        assertThat(young(CommandAction.CLEAR_CHARGING_PROFILE, limited))
                .isEqualTo("ClearChargingProfile {\"chargingProfileId\":3}");
        assertThat(young(CommandAction.CLEAR_CHARGING_PROFILE, order(1, null, null, null, null)))
                .isEqualTo("ClearChargingProfile {\"chargingProfileCriteria\":{\"evseId\":1}}");
        assertThat(young(CommandAction.CLEAR_CHARGING_PROFILE, order(null, null, null, null, null)))
                .isEqualTo("nothing");
        assertThat(old(CommandAction.GET_COMPOSITE_SCHEDULE, limited))
                .isEqualTo("GetCompositeSchedule {\"connectorId\":0,\"duration\":3600}");
        assertThat(young(CommandAction.GET_COMPOSITE_SCHEDULE, limited))
                .isEqualTo("GetCompositeSchedule {\"duration\":3600,\"evseId\":0}");
    }

    @Test
    void onlyTheProfileOfATransactionNamesIt() {
        ChargingLimit one = new ChargingLimit(
                Purpose.TRANSACTION, 0, Unit.WATT, null, false, null, List.of(new Period(0, BigDecimal.TEN, null)));
        assertThat(old(CommandAction.SET_CHARGING_PROFILE, order(null, null, null, one, 4)))
                .isEqualTo("SetChargingProfile {\"connectorId\":1,\"csChargingProfiles\":{\"chargingProfileId\":4,"
                        + "\"transactionId\":7,\"stackLevel\":0,\"chargingProfilePurpose\":\"TxProfile\","
                        + "\"chargingProfileKind\":\"Relative\",\"chargingSchedule\":{\"chargingRateUnit\":\"W\","
                        + "\"chargingSchedulePeriod\":[{\"startPeriod\":0,\"limit\":10}]}}}");
        assertThat(old(CommandAction.SET_CHARGING_PROFILE, order(null, null, null, NIGHT, 3)))
                .doesNotContain("transactionId");
        assertThat(young(CommandAction.SET_CHARGING_PROFILE, order(null, null, null, NIGHT, 3)))
                .doesNotContain("transactionId");
    }

    @Test
    void anOutletIsReservedForACard() {
        CommandOrder reservation = order(1, null, null, null, 9);
        assertThat(old(CommandAction.RESERVE, reservation))
                .isEqualTo("ReserveNow {\"connectorId\":1,\"expiryDate\":\"2026-06-01T12:00:00Z\","
                        + "\"idTag\":\"04A1\",\"reservationId\":9}");
        assertThat(young(CommandAction.RESERVE, reservation))
                .isEqualTo("ReserveNow {\"id\":9,\"expiryDateTime\":\"2026-06-01T12:00:00Z\",\"idToken\":"
                        + "{\"idToken\":\"04A1\",\"type\":\"ISO14443\"},\"evseId\":1}");
        assertThat(old(CommandAction.CANCEL_RESERVATION, reservation))
                .isEqualTo("CancelReservation {\"reservationId\":9}");
    }

    @Test
    void filesAreFetchedAndDelivered() {
        CommandOrder file = order(null, null, null, null, null);
        String url = "https://files.example/box.bin";
        assertThat(old(CommandAction.UPDATE_FIRMWARE, file))
                .isEqualTo("UpdateFirmware {\"location\":\"" + url + "\",\"retrieveDate\":\"2026-06-01T12:00:00Z\"}");
        assertThat(young(CommandAction.UPDATE_FIRMWARE, file))
                .isEqualTo("UpdateFirmware {\"requestId\":5,\"firmware\":{\"location\":\"" + url
                        + "\",\"retrieveDateTime\":\"2026-06-01T12:00:00Z\"}}");
        assertThat(old(CommandAction.GET_LOG, file)).isEqualTo("GetDiagnostics {\"location\":\"" + url + "\"}");
        assertThat(young(CommandAction.GET_LOG, file))
                .isEqualTo("GetLog {\"logType\":\"DiagnosticsLog\",\"requestId\":5,\"log\":{\"remoteLocation\":\"" + url
                        + "\"}}");
    }

    @Test
    void theSecurityMessagesOfOneSixAreTriggeredByTheirOwnAction() {
        assertThat(old(CommandAction.TRIGGER, order(null, "Heartbeat", null, null, null)))
                .isEqualTo("TriggerMessage {\"requestedMessage\":\"Heartbeat\"}");
        assertThat(old(CommandAction.TRIGGER, order(null, "SignChargePointCertificate", null, null, null)))
                .isEqualTo("ExtendedTriggerMessage {\"requestedMessage\":\"SignChargePointCertificate\"}");
        assertThat(old(CommandAction.TRIGGER, order(null, "TransactionEvent", null, null, null)))
                .isEqualTo("nothing");
        assertThat(young(CommandAction.TRIGGER, order(1, "TransactionEvent", null, null, null)))
                .isEqualTo("TriggerMessage {\"requestedMessage\":\"TransactionEvent\",\"evse\":{\"id\":1}}");
        assertThat(young(CommandAction.TRIGGER, order(null, "StartTransaction", null, null, null)))
                .isEqualTo("nothing");
    }

    @Test
    void theStateOfATransactionIsAskedOfTwoPointZeroOnly() {
        CommandOrder order = CommandOrder.ofTransaction("tx-1");
        assertThat(young(CommandAction.GET_TRANSACTION_STATUS, order))
                .isEqualTo("GetTransactionStatus {\"transactionId\":\"tx-1\"}");
        assertThat(old(CommandAction.GET_TRANSACTION_STATUS, order)).isEqualTo("nothing");
    }
}
