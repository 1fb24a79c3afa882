package dev.voltaire.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.voltaire.fake.ScriptedCharger;
import dev.voltaire.harness.Api;
import dev.voltaire.harness.Customer;
import dev.voltaire.harness.Demo;
import dev.voltaire.harness.Rows;
import dev.voltaire.harness.Voltaire;
import dev.voltaire.harness.VoltaireProcess;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A driver charges at home: the charger connects, knows the card, charges, and the session is there.
class HomeChargingTest {
    private final VoltaireProcess voltaire = Voltaire.shared();

    @Test
    void anUnknownChargerIsNotLetIn() {
        assertThat(ScriptedCharger.refusal(voltaire.ocpp(), "HOME-9999", "whatever-it-may-be", ScriptedCharger.OCPP_16))
                .isEqualTo(404);
    }

    @Test
    void aWrongPasswordIsNotLetIn() {
        assertThat(ScriptedCharger.refusal(
                        voltaire.ocpp(), "LOAD-00009", "not-the-password!!", ScriptedCharger.OCPP_16))
                .isEqualTo(401);
    }

    @Test
    void aChargeOverOcpp16BecomesASession() {
        try (var charger = ScriptedCharger.connect(
                voltaire.ocpp(), Demo.HOME_CHARGER, Demo.HOME_CHARGER_PASSWORD, ScriptedCharger.OCPP_16)) {
            // given
            var boot = charger.call("BootNotification", """
                    {"chargePointVendor": "Northlight", "chargePointModel": "Wall 11"}""");
            assertThat(boot.path("status").asText()).isEqualTo("Accepted");
            charger.call("StatusNotification", """
                    {"connectorId": 1, "errorCode": "NoError", "status": "Available"}""");
            assertThat(charger.call("Heartbeat", "{}").path("currentTime").asText())
                    .isNotEmpty();

            // when
            assertThat(authorise16(charger, Demo.CARD)).isEqualTo("Accepted");
            var start = now().minusSeconds(3600);
            var transaction = charger.call("StartTransaction", """
                            {"connectorId": 1, "idTag": "%s", "meterStart": 1000, "timestamp": "%s"}""".formatted(Demo.CARD, start))
                    .path("transactionId")
                    .asInt();
            charger.call("MeterValues", """
                    {"connectorId": 1, "transactionId": %d, "meterValue": [{"timestamp": "%s", "sampledValue": [
                        {"value": "5000", "measurand": "Energy.Active.Import.Register", "unit": "Wh"}]}]}""".formatted(transaction, start.plusSeconds(1800)));
            charger.call("StopTransaction", """
                    {"transactionId": %d, "idTag": "%s", "meterStop": 11250, "timestamp": "%s"}""".formatted(transaction, Demo.CARD, start.plusSeconds(3600)));

            // then
            awaitSession("10.250000", Demo.CARD);
            awaitReimbursement("10.25", "2.95");
        }
    }

    /// The demo's home charger came with 1.6; after an update of its firmware it speaks 2.0.1.
    @Test
    void aChargeOverOcpp201BecomesASessionAndIsPaidBack() {
        try (var charger = ScriptedCharger.connect(
                voltaire.ocpp(), Demo.HOME_CHARGER, Demo.HOME_CHARGER_PASSWORD, ScriptedCharger.OCPP_201)) {
            // given
            boot201(charger);
            charger.call("StatusNotification", """
                    {"timestamp": "%s", "connectorStatus": "Available", "evseId": 1, "connectorId": 1}""".formatted(now()));

            // when
            assertThat(authorise201(charger, Demo.CARD)).isEqualTo("Accepted");
            var start = now().minusSeconds(1800);
            charger.call("TransactionEvent", transactionEvent("Started", 0, start, "0"));
            charger.call("TransactionEvent", transactionEvent("Updated", 1, start.plusSeconds(900), "3500"));
            charger.call("TransactionEvent", transactionEvent("Ended", 2, start.plusSeconds(1800), "7125"));

            // then
            awaitSession("7.125000", Demo.CARD);
            awaitReimbursement("7.125", "2.05");
        }
    }

    @Test
    void aBlockedAnExpiredAndAnUnknownCardAreRefusedOverOcpp16() {
        try (var charger =
                ScriptedCharger.connect(voltaire.ocpp(), "LOAD-00002", Demo.LOAD_PASSWORD, ScriptedCharger.OCPP_16)) {
            charger.call("BootNotification", """
                    {"chargePointVendor": "Northlight", "chargePointModel": "Wall 11"}""");
            assertThat(authorise16(charger, Demo.BLOCKED_CARD)).isEqualTo("Blocked");
            assertThat(authorise16(charger, expiredCard())).isEqualTo("Expired");
            assertThat(authorise16(charger, "04FFFFFFFFFFFF")).isEqualTo("Invalid");
            assertThat(charger.call("StartTransaction", """
                                    {"connectorId": 1, "idTag": "%s", "meterStart": 0, "timestamp": "%s"}""".formatted(Demo.BLOCKED_CARD, now()))
                            .path("idTagInfo")
                            .path("status")
                            .asText())
                    .isEqualTo("Blocked");
        }
    }

    @Test
    void aBlockedAnExpiredAndAnUnknownCardAreRefusedOverOcpp201() {
        try (var charger =
                ScriptedCharger.connect(voltaire.ocpp(), "LOAD-00003", Demo.LOAD_PASSWORD, ScriptedCharger.OCPP_201)) {
            boot201(charger);
            assertThat(authorise201(charger, Demo.BLOCKED_CARD)).isEqualTo("Blocked");
            assertThat(authorise201(charger, expiredCard(), "Central")).isEqualTo("Expired");
            assertThat(authorise201(charger, "04FFFFFFFFFFFF")).isIn("Invalid", "Unknown");
        }
    }

    /// The virtual token of a customer of its own, valid until yesterday.
    private String expiredCard() {
        var api = Api.of(voltaire);
        var customer = Customer.onBoard(api);
        var token = api.as(customer.manager(), Customer.PASSWORD)
                .get("/api/v1/tokens/" + customer.tokenId())
                .then()
                .statusCode(200)
                .extract();
        api.as(customer.manager(), Customer.PASSWORD)
                .header("If-Match", token.header("ETag"))
                .body(Map.of(
                        "validFrom", now().minusSeconds(172_800).toString(),
                        "validUntil", now().minusSeconds(86_400).toString()))
                .patch("/api/v1/tokens/" + customer.tokenId())
                .then()
                .statusCode(200);
        return customer.tokenUid();
    }

    private static void boot201(ScriptedCharger charger) {
        var boot = charger.call("BootNotification", """
                {"reason": "PowerUp", "chargingStation": {"vendorName": "Northlight", "model": "Wall 22"}}""");
        assertThat(boot.path("status").asText()).isEqualTo("Accepted");
    }

    private void awaitSession(String kwh, String card) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(Rows.select(
                                voltaire,
                                "SELECT status FROM session WHERE origin = 'HOME' AND token_uid = ? AND kwh = ?::numeric",
                                card,
                                kwh))
                        .containsExactly("COMPLETED"));
    }

    /// At the demo driver's 0.2876 EUR per kWh.
    private void awaitReimbursement(String kwh, String amount) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(Api.of(voltaire)
                                .as(Demo.MANAGER, Demo.PASSWORD)
                                .get("/api/v1/reimbursements")
                                .then()
                                .statusCode(200)
                                .extract()
                                .jsonPath()
                                .getList("items.findAll { it.kwh as BigDecimal == " + kwh + " }.amount.amount"))
                        .containsExactly(amount));
    }

    private static String authorise16(ScriptedCharger charger, String card) {
        return charger.call("Authorize", "{\"idTag\": \"%s\"}".formatted(card))
                .path("idTagInfo")
                .path("status")
                .asText();
    }

    private static String authorise201(ScriptedCharger charger, String card) {
        return authorise201(charger, card, "ISO14443");
    }

    private static String authorise201(ScriptedCharger charger, String token, String type) {
        return charger.call("Authorize", """
                        {"idToken": {"idToken": "%s", "type": "%s"}}""".formatted(token, type))
                .path("idTokenInfo")
                .path("status")
                .asText();
    }

    private static String transactionEvent(String type, int sequence, Instant at, String wattHours) {
        return """
                {"eventType": "%s", "timestamp": "%s", "triggerReason": "%s", "seqNo": %d,
                 "transactionInfo": {"transactionId": "journey-201"}, "evse": {"id": 1, "connectorId": 1},
                 "idToken": {"idToken": "%s", "type": "ISO14443"},
                 "meterValue": [{"timestamp": "%s", "sampledValue": [
                    {"value": %s, "measurand": "Energy.Active.Import.Register", "unitOfMeasure": {"unit": "Wh"}}]}]}""".formatted(
                        type,
                        at,
                        type.equals("Updated") ? "MeterValuePeriodic" : "Authorized",
                        sequence,
                        Demo.CARD,
                        at,
                        wattHours);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }
}
