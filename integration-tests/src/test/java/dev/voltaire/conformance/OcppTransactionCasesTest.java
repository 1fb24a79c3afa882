package dev.voltaire.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.fake.ScriptedCharger;
import dev.voltaire.harness.Api;
import dev.voltaire.harness.Demo;
import dev.voltaire.harness.Rows;
import dev.voltaire.harness.Voltaire;
import dev.voltaire.harness.VoltaireProcess;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The cases of part 6 of OCPP 2.0.1 in which a station reports a transaction: every event is answered as the schemas
/// want it, a card with what we think of it, and one session with its energy is what remains.
class OcppTransactionCasesTest {
    private static final String CHARGER = "LOAD-00011";
    private static final String SIGNED = ",'signedMeterValue':{'signedMeterData':'T0NNRnx7fQ==','signingMethod':"
            + "'ECDSA-secp256r1-SHA256','encodingMethod':'OCMF','publicKey':'3059'}";

    private static VoltaireProcess voltaire;
    private static ScriptedCharger station;
    private static String id;
    private static Instant clock;

    @BeforeAll
    static void connect() {
        voltaire = Voltaire.shared();
        id = Rows.selectOne(voltaire, "SELECT id FROM charger WHERE identity = ?", CHARGER)
                .orElseThrow();
        clock = Instant.now().minus(60, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        station = ScriptedCharger.connect(voltaire.ocpp(), CHARGER, Demo.LOAD_PASSWORD, ScriptedCharger.OCPP_201);
        station.call(
                "BootNotification",
                json("'reason':'PowerUp','chargingStation':{'model':'W2','vendorName':'Voltkast'}"));
    }

    @AfterAll
    static void disconnect() {
        station.close();
    }

    /// One event of a case; `card` is absent, ours, or one that is refused.
    private record Step(String kind, String trigger, String state, String card, String reason, String measured) {
        Step by(String tag) {
            return new Step(kind, trigger, state, tag, reason, measured);
        }

        Step because(String stopped) {
            return new Step(kind, trigger, state, card, stopped, measured);
        }

        Step measuring(String context) {
            return new Step(kind, trigger, state, card, reason, context);
        }
    }

    private static Step begins(String trigger, String state) {
        return new Step("Started", trigger, state, "", "", "Transaction.Begin");
    }

    private static Step goesOn(String trigger, String state) {
        return new Step("Updated", trigger, state, "", "", "");
    }

    private static Step ends(String trigger, String state) {
        return new Step("Ended", trigger, state, "", "", "Transaction.End");
    }

    private static Arguments played(String name, Step... steps) {
        return Arguments.of(name, Arrays.asList(steps));
    }

    static Stream<Arguments> wholeTransactions() {
        String ours = Demo.CARD;
        return Stream.of(
                played(
                        "E_01",
                        begins("ChargingStateChanged", "Charging").by(ours),
                        ends("EVCommunicationLost", "Idle").because("EVDisconnected")),
                played(
                        "E_02",
                        begins("ChargingStateChanged", "Charging").by(ours),
                        goesOn("MeterValuePeriodic", "Charging").measuring("Sample.Periodic"),
                        ends("StopAuthorized", "EVConnected").by(ours).because("Local")),
                played(
                        "E_09",
                        begins("CablePluggedIn", "EVConnected"),
                        goesOn("Authorized", "EVConnected").by(ours),
                        goesOn("ChargingStateChanged", "Charging"),
                        ends("StopAuthorized", "EVConnected").by(ours).because("Local")),
                played(
                        "E_10",
                        begins("Authorized", "Idle").by(ours),
                        goesOn("CablePluggedIn", "EVConnected"),
                        goesOn("ChargingStateChanged", "Charging"),
                        ends("StopAuthorized", "EVConnected").by(ours).because("Local")),
                played(
                        "E_12",
                        begins("EVDetected", "Idle"),
                        goesOn("Authorized", "EVConnected").by(ours),
                        goesOn("ChargingStateChanged", "Charging"),
                        ends("EVDeparted", "Idle").because("Local")),
                played(
                        "E_38",
                        begins("CablePluggedIn", "EVConnected").by(ours),
                        goesOn("ChargingStateChanged", "SuspendedEV"),
                        goesOn("ChargingStateChanged", "Charging"),
                        ends("StopAuthorized", "EVConnected").by(ours).because("Local")),
                played(
                        "E_07",
                        begins("Authorized", "Charging").by(ours),
                        goesOn("StopAuthorized", "EVConnected").by(ours),
                        ends("EVCommunicationLost", "Idle").because("Local")),
                played(
                        "E_08",
                        begins("Authorized", "Charging").by(ours),
                        goesOn("ChargingStateChanged", "SuspendedEV"),
                        ends("StopAuthorized", "EVConnected").by(ours).because("Local")),
                played(
                        "E_14",
                        begins("Authorized", "Charging").by(ours),
                        ends("EVCommunicationLost", "Idle").because("EVDisconnected")),
                played(
                        "E_15",
                        begins("Authorized", "Charging").by(ours),
                        goesOn("StopAuthorized", "EVConnected").by(ours),
                        ends("EVCommunicationLost", "Idle").because("Local")),
                played(
                        "E_19",
                        begins("EVDetected", "EVConnected").by(ours),
                        goesOn("ChargingStateChanged", "Charging"),
                        ends("EVDeparted", "Idle").because("Local")),
                played(
                        "E_20",
                        begins("Authorized", "Charging").by(ours),
                        goesOn("EVCommunicationLost", "SuspendedEV"),
                        ends("EVCommunicationLost", "Idle").because("EVDisconnected")),
                played(
                        "E_22",
                        begins("Authorized", "Charging").by(ours),
                        goesOn("ChargingStateChanged", "SuspendedEV"),
                        ends("EnergyLimitReached", "SuspendedEV").because("EnergyLimitReached")),
                played(
                        "E_26",
                        begins("Authorized", "Charging").by(ours),
                        goesOn("EVCommunicationLost", "Idle"),
                        goesOn("CablePluggedIn", "EVConnected"),
                        ends("StopAuthorized", "EVConnected").by(ours).because("Local")),
                played(
                        "J_02",
                        begins("Authorized", "Charging").by(ours),
                        goesOn("MeterValueClock", "Charging").measuring("Sample.Clock"),
                        ends("StopAuthorized", "EVConnected").by(ours).because("Local")),
                played(
                        "J_03",
                        begins("Authorized", "Charging").by(ours),
                        ends("StopAuthorized", "EVConnected")
                                .by(ours)
                                .because("Local")
                                .measuring("Sample.Clock")),
                played(
                        "C_08",
                        begins("Authorized", "Charging").by(ours),
                        ends("StopAuthorized", "Idle").because("Local")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wholeTransactions")
    void isOneSessionWithItsEnergy(String name, List<Step> steps) throws Exception {
        String transaction = play(steps, "");

        assertThat(session(transaction)).as(name).isEqualTo("COMPLETED  known");
        assertThat(kwh(transaction)).as(name).isEqualTo(String.valueOf(steps.size() - 1));
    }

    static Stream<Arguments> signedTransactions() {
        Step begin = begins("Authorized", "Charging").by(Demo.CARD);
        Step end = ends("StopAuthorized", "EVConnected").by(Demo.CARD).because("Local");
        return Stream.of(
                played("E_11", begin, end),
                played("J_04", begin, goesOn("MeterValueClock", "Charging").measuring("Sample.Clock"), end),
                played("J_11", begin, goesOn("MeterValuePeriodic", "Charging").measuring("Sample.Periodic"), end));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("signedTransactions")
    void keepsWhatItsMeterSigned(String name, List<Step> steps) throws Exception {
        String transaction = play(steps, SIGNED);

        assertThat(session(transaction)).as(name).isEqualTo("COMPLETED  known");
        String stored = Rows.selectOne(voltaire, "SELECT id FROM session WHERE transaction_key = ?", transaction)
                .orElseThrow();
        assertThat(Api.of(voltaire)
                        .as(Demo.OPERATOR, Demo.PASSWORD)
                        .get("/api/v1/sessions/" + stored + "/evidence")
                        .jsonPath()
                        .getList("signedValues.data"))
                .as(name)
                .hasSize(steps.size())
                .containsOnly("T0NNRnx7fQ==");
    }

    static Stream<Arguments> refusedTransactions() {
        String blocked = Demo.BLOCKED_CARD;
        return Stream.of(
                played(
                        "E_16",
                        begins("CablePluggedIn", "EVConnected"),
                        goesOn("Authorized", "EVConnected").by(blocked),
                        ends("Deauthorized", "EVConnected").because("DeAuthorized")),
                played(
                        "E_17",
                        begins("Authorized", "Charging").by(blocked),
                        goesOn("Deauthorized", "SuspendedEVSE"),
                        ends("EVCommunicationLost", "Idle").because("DeAuthorized")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusedTransactions")
    void tellsTheStationThatItsTokenIsRefused(String name, List<Step> steps) throws Exception {
        String transaction = play(steps, "");

        assertThat(session(transaction)).as(name).startsWith("COMPLETED TOKEN_REFUSED");
    }

    @Test
    void authorisedAndNeverPluggedInEndsWithoutEnergy() throws Exception {
        // E_39
        String transaction = play(
                List.of(
                        new Step("Started", "Authorized", "Idle", Demo.CARD, "", "Transaction.Begin"),
                        new Step("Ended", "EVConnectTimeout", "Idle", "", "Timeout", "")),
                "");

        assertThat(session(transaction)).startsWith("COMPLETED");
        assertThat(kwh(transaction)).isEqualTo("0");
    }

    @Test
    void aRemoteStartIsFollowedAndTheTransactionStoppedFromAfar() throws Exception {
        // F_01 to F_03 and E_21
        String operator = Api.of(voltaire).signIn(Demo.OPERATOR, Demo.PASSWORD);
        station.answer("RequestStartTransaction", "{\"status\":\"Accepted\"}");
        String card = Rows.selectOne(voltaire, "SELECT id FROM token WHERE uid = ?", Demo.CARD)
                .orElseThrow();
        String start = command(operator, "'action':'REMOTE_START','evse':1,'tokenId':'" + card + "'");
        JsonNode asked = last("RequestStartTransaction");
        assertThat(asked.at("/idToken/idToken").asText()).isEqualTo(Demo.CARD);

        // when
        String transaction = UUID.randomUUID().toString();
        station.call(
                "TransactionEvent",
                json("'eventType':'Started','timestamp':'" + Instant.now()
                        + "','triggerReason':'RemoteStart','seqNo':0,"
                        + "'evse':{'id':1},'transactionInfo':{'transactionId':'" + transaction + "','remoteStartId':"
                        + asked.path("remoteStartId").asInt() + "},'idToken':{'idToken':'" + Demo.CARD
                        + "','type':'ISO14443'}"));

        // then
        String session = Rows.selectOne(voltaire, "SELECT id FROM session WHERE transaction_key = ?", transaction)
                .orElseThrow();
        assertThat(Rows.selectOne(
                        voltaire,
                        "SELECT progress || ' ' || session_id FROM charger_command WHERE id = ?::uuid",
                        start))
                .contains("Started " + session);
        station.answer("RequestStopTransaction", "{\"status\":\"Accepted\"}");
        command(operator, "'action':'REMOTE_STOP','sessionId':'" + session + "'");
        assertThat(last("RequestStopTransaction").path("transactionId").asText())
                .isEqualTo(transaction);
        station.call(
                "TransactionEvent",
                json("'eventType':'Ended','timestamp':'" + Instant.now() + "','triggerReason':'RemoteStop','seqNo':1,"
                        + "'transactionInfo':{'transactionId':'" + transaction + "','stoppedReason':'Remote'}"));
        assertThat(session(transaction)).startsWith("COMPLETED");
    }

    @Test
    void firmwareAndLogsAreReportedStepByStep() throws Exception {
        // L_02, L_03, L_05 to L_09 and L_13: the station's own story of an update
        for (String status : List.of(
                "DownloadScheduled",
                "Downloading",
                "Downloaded",
                "InstallScheduled",
                "Installing",
                "InstallRebooting",
                "Installed",
                "InvalidSignature",
                "DownloadFailed",
                "InstallVerificationFailed",
                "InstallationFailed",
                "DownloadPaused")) {
            assertThat(station.call(
                            "FirmwareStatusNotification", json("'status':'" + status + "','requestId':" + 4711)))
                    .isEmpty();
        }
        for (String status : List.of("Uploading", "Uploaded", "AcceptedCanceled", "UploadFailure")) {
            assertThat(station.call("LogStatusNotification", json("'status':'" + status + "','requestId':" + 4712)))
                    .isEmpty();
        }
    }

    private static String command(String operator, String order) {
        String command = Api.of(voltaire)
                .bearing(operator)
                .body(json(order))
                .post("/api/v1/home-chargers/" + id + "/commands")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(Rows.selectOne(
                                voltaire, "SELECT state FROM charger_command WHERE id = ?::uuid", command))
                        .contains("ACCEPTED"));
        return command;
    }

    private static JsonNode last(String action) {
        JsonNode all = station.commands();
        JsonNode last = all.get(all.size() - 1);
        assertThat(last.get(0).asText()).isEqualTo(action);
        return last.get(1);
    }

    /// Each step half an hour and one kWh after the one before. The station has the cards it shows accepted, or told
    /// that
    /// they are not.
    private static String play(List<Step> steps, String signature) throws Exception {
        String transaction = UUID.randomUUID().toString();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            clock = clock.plus(30, ChronoUnit.MINUTES);
            JsonNode answer = station.call("TransactionEvent", event(step, transaction, i, signature));
            switch (step.card()) {
                case "" -> assertThat(answer.has("idTokenInfo")).isFalse();
                case Demo.CARD ->
                    assertThat(answer.at("/idTokenInfo/status").asText()).isEqualTo("Accepted");
                default -> assertThat(answer.at("/idTokenInfo/status").asText()).isEqualTo("Blocked");
            }
        }
        return transaction;
    }

    private static String event(Step step, String transaction, int number, String signature) {
        String measured = step.measured().isEmpty()
                ? ""
                : ",'meterValue':[{'timestamp':'" + clock + "','sampledValue':[{'value':" + (100 + number)
                        + ",'context':'" + step.measured() + "','measurand':'Energy.Active.Import.Register',"
                        + "'unitOfMeasure':{'unit':'kWh'}" + signature + "}]}]";
        return json("'eventType':'" + step.kind() + "','timestamp':'" + clock + "','triggerReason':'" + step.trigger()
                + "','seqNo':" + number + ",'evse':{'id':1,'connectorId':1},'transactionInfo':{'transactionId':'"
                + transaction + "','chargingState':'" + step.state() + "'"
                + (step.reason().isEmpty() ? "" : ",'stoppedReason':'" + step.reason() + "'") + "}"
                + (step.card().isEmpty() ? "" : ",'idToken':{'idToken':'" + step.card() + "','type':'ISO14443'}")
                + measured);
    }

    private static String session(String transaction) {
        return Rows.select(
                        voltaire,
                        "SELECT status || ' ' || array_to_string(review, ',') || ' '"
                                + " || CASE WHEN token_id IS NULL THEN 'unknown' ELSE 'known' END"
                                + " FROM session WHERE transaction_key = ?",
                        transaction)
                .getFirst();
    }

    private static String kwh(String transaction) {
        return Rows.selectOne(
                        voltaire,
                        "SELECT trim_scale(round(kwh, 3))::text FROM session WHERE transaction_key = ?",
                        transaction)
                .orElseThrow();
    }

    private static String json(String members) {
        return "{" + members.replace('\'', '"') + "}";
    }
}
