package dev.voltaire.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.voltaire.fake.ScriptedCharger;
import dev.voltaire.harness.Api;
import dev.voltaire.harness.Demo;
import dev.voltaire.harness.Rows;
import dev.voltaire.harness.Voltaire;
import dev.voltaire.harness.VoltaireProcess;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The cases of part 6 of OCPP 2.0.1 in which the central system asks something of a station: what it sends, and that
/// it
/// takes every answer the case gives. The client holds all of it against the official schemas.
class OcppCommandCasesTest {
    private static final String CHARGER = "LOAD-00010";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ACCEPTED = "{\"status\":\"Accepted\"}";
    private static final String HASH = "{\"algorithm\":\"SHA256\",\"issuerNameHash\":\"aa\",\"issuerKeyHash\":\"bb\","
            + "\"serialNumber\":\"01\"}";

    private static VoltaireProcess voltaire;
    private static ScriptedCharger charger;
    private static String operator;
    private static String id;

    @BeforeAll
    static void connect() {
        voltaire = Voltaire.shared();
        operator = Api.of(voltaire).signIn(Demo.OPERATOR, Demo.PASSWORD);
        id = Rows.selectOne(voltaire, "SELECT id FROM charger WHERE identity = ?", CHARGER)
                .orElseThrow();
        charger = ScriptedCharger.connect(voltaire.ocpp(), CHARGER, Demo.LOAD_PASSWORD, ScriptedCharger.OCPP_201);
    }

    @AfterAll
    static void disconnect() {
        charger.close();
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                // B: reports and resets
                asked(
                                "B_13",
                                "GET_CONFIGURATION",
                                "'kind':'FullInventory'",
                                "GetBaseReport",
                                "'reportBase':'FullInventory'")
                        .taken(),
                asked("B_20", "RESET", "", "Reset", "'type':'OnIdle'").taken(),
                asked("B_21", "RESET", "", "Reset", "'type':'OnIdle'").answered("Scheduled", "ACCEPTED"),
                asked("B_22", "RESET", "'hard':true", "Reset", "'type':'Immediate'")
                        .taken(),
                asked("B_26", "RESET", "'evse':1", "Reset", "'type':'OnIdle','evseId':1")
                        .answered("Scheduled", "ACCEPTED"),
                asked("B_27", "RESET", "'evse':1,'hard':true", "Reset", "'type':'Immediate','evseId':1")
                        .taken(),
                asked(
                                "B_44",
                                "SET_NETWORK_PROFILE",
                                "'network':{'slot':1,'url':'wss://chargers.example/ocpp','securityProfile':2,"
                                        + "'messageTimeout':30,'networkInterface':'Wired0'}",
                                "SetNetworkProfile",
                                "'configurationSlot':1")
                        .answered("Rejected", "REJECTED"),
                // A: a certificate the station does not take
                asked(
                                "A_14",
                                "CERTIFICATE_SIGNED",
                                "'certificate':{'use':'CHARGER','pem':'-----PEM-----'}",
                                "CertificateSigned",
                                "'certificateChain':'-----PEM-----','certificateType':'ChargingStationCertificate'")
                        .answered("Rejected", "REJECTED"),
                // C: the cache cannot be cleared
                asked("C_38", "CLEAR_CACHE", "", "ClearCache", "").answered("Rejected", "REJECTED"),
                // E: messages waiting or not
                asked("E_33", "GET_TRANSACTION_STATUS", "", "GetTransactionStatus", "")
                        .with("{\"messagesInQueue\":true}", "ACCEPTED"),
                asked("E_34", "GET_TRANSACTION_STATUS", "", "GetTransactionStatus", "")
                        .with("{\"messagesInQueue\":false}", "ACCEPTED"),
                // F: triggers
                triggered("F_11", "MeterValues", "'evse':1", ",'evse':{'id':1}").taken(),
                triggered("F_12", "MeterValues", "", "").taken(),
                triggered("F_13", "TransactionEvent", "'evse':1", ",'evse':{'id':1}")
                        .taken(),
                triggered("F_14", "TransactionEvent", "", "").taken(),
                triggered("F_15", "LogStatusNotification", "", "").taken(),
                triggered("F_18", "FirmwareStatusNotification", "", "").taken(),
                triggered("F_20", "Heartbeat", "", "").taken(),
                triggered("F_24", "StatusNotification", "'evse':1,'connector':1", ",'evse':{'id':1,'connectorId':1}")
                        .taken(),
                triggered("F_27", "SignV2GCertificate", "", "").answered("NotImplemented", "REJECTED"),
                // G: availability of an EVSE, a connector, the station; at once or when its transaction has ended
                available("G_04", true, "'evse':1", ",'evse':{'id':1}").taken(),
                available("G_05", false, "", "").taken(),
                available("G_06", true, "", "").taken(),
                available("G_07", false, "'evse':1,'connector':1", ",'evse':{'id':1,'connectorId':1}")
                        .taken(),
                available("G_08", true, "'evse':1,'connector':1", ",'evse':{'id':1,'connectorId':1}")
                        .taken(),
                available("G_11", false, "'evse':1", ",'evse':{'id':1}").answered("Scheduled", "ACCEPTED"),
                available("G_14", false, "", "").answered("Scheduled", "ACCEPTED"),
                available("G_17", false, "'evse':1,'connector':1", ",'evse':{'id':1,'connectorId':1}")
                        .answered("Scheduled", "ACCEPTED"),
                // L: the request itself is not taken
                firmware("L_04").answered("InvalidCertificate", "REJECTED"),
                firmware("L_10").answered("AcceptedCanceled", "ACCEPTED"),
                firmware("L_11").answered("Rejected", "REJECTED"),
                // M: certificates
                installed("M_02", "MANUFACTURER_ROOT", "ManufacturerRootCertificate")
                        .taken(),
                installed("M_05", "CENTRAL_SYSTEM_ROOT", "CSMSRootCertificate").answered("Failed", "REJECTED"),
                asked("M_18", "GET_CERTIFICATES", "", "GetInstalledCertificateIds", "")
                        .taken(),
                asked(
                                "M_19",
                                "GET_CERTIFICATES",
                                "'certificate':{'use':'V2G_ROOT'}",
                                "GetInstalledCertificateIds",
                                "'certificateType':['V2GRootCertificate']")
                        .answered("NotFound", "REJECTED"),
                asked("M_21", "DELETE_CERTIFICATE", "'certificate':{'hash':" + HASH + "}", "DeleteCertificate", "")
                        .answered("Failed", "REJECTED"),
                // N: logs and customers' data
                customer("N_28", "'report':true,'clear':false").taken(),
                customer("N_29", "'report':true,'clear':false").answered("Rejected", "REJECTED"),
                customer("N_30", "'report':true,'clear':true").taken(),
                customer("N_31", "'report':true,'clear':true").taken(),
                customer("N_32", "'report':false,'clear':true").taken(),
                logs("N_34", "DiagnosticsLog").answered("Rejected", "REJECTED"),
                logs("N_35", "SecurityLog").taken(),
                logs("N_36", "DiagnosticsLog").answered("AcceptedCanceled", "ACCEPTED"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void isSentAsTheCaseWantsAndItsAnswerIsKept(
            String name, String order, String action, String payload, String answer, String state) throws Exception {
        charger.answer(action, answer);

        String command = Api.of(voltaire)
                .bearing(operator)
                .body(order)
                .post("/api/v1/home-chargers/" + id + "/commands")
                .then()
                .statusCode(202)
                .extract()
                .path("id");

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(stateOf(command)).as(name).isNotIn("WAITING", "SENT"));
        assertThat(stateOf(command)).as(name).isEqualTo(state);
        JsonNode sent = charger.commands();
        JsonNode last = sent.get(sent.size() - 1);
        assertThat(last.get(0).asText()).isEqualTo(action);
        JSON.readTree(payload)
                .properties()
                .forEach(expected -> assertThat(last.get(1).path(expected.getKey()))
                        .as(name + " " + expected.getKey())
                        .isEqualTo(expected.getValue()));
    }

    private static String stateOf(String command) {
        return Rows.selectOne(voltaire, "SELECT state FROM charger_command WHERE id = ?::uuid", command)
                .orElseThrow();
    }

    /// A case without the station's answer.
    private record Asked(String name, String order, String action, String payload) {
        Arguments with(String answer, String state) {
            return Arguments.of(name, order, action, payload, answer, state);
        }

        Arguments answered(String status, String state) {
            return with("{\"status\":\"" + status + "\"}", state);
        }

        Arguments taken() {
            return with(ACCEPTED, "ACCEPTED");
        }
    }

    private static Asked asked(String name, String command, String order, String action, String payload) {
        return new Asked(
                name, json("'action':'" + command + "'" + (order.isEmpty() ? "" : "," + order)), action, json(payload));
    }

    private static Asked triggered(String name, String message, String order, String payload) {
        return asked(
                name,
                "TRIGGER",
                "'message':'" + message + "'" + (order.isEmpty() ? "" : "," + order),
                "TriggerMessage",
                "'requestedMessage':'" + message + "'" + payload);
    }

    private static Asked available(String name, boolean operative, String order, String payload) {
        return asked(
                name,
                "CHANGE_AVAILABILITY",
                "'operative':" + operative + (order.isEmpty() ? "" : "," + order),
                "ChangeAvailability",
                "'operationalStatus':'" + (operative ? "Operative" : "Inoperative") + "'" + payload);
    }

    private static Asked firmware(String name) {
        return asked(
                name,
                "UPDATE_FIRMWARE",
                "'url':'https://files.example/f.bin','at':'2026-06-01T12:00:00Z',"
                        + "'signature':{'certificate':'-----PEM-----','value':'c2ln'}",
                "UpdateFirmware",
                "'firmware':{'location':'https://files.example/f.bin','retrieveDateTime':'2026-06-01T12:00:00Z',"
                        + "'signingCertificate':'-----PEM-----','signature':'c2ln'}");
    }

    private static Asked installed(String name, String use, String type) {
        return asked(
                name,
                "INSTALL_CERTIFICATE",
                "'certificate':{'use':'" + use + "','pem':'-----PEM-----'}",
                "InstallCertificate",
                "'certificateType':'" + type + "','certificate':'-----PEM-----'");
    }

    private static Asked customer(String name, String what) {
        return asked(
                name,
                "CUSTOMER_INFORMATION",
                "'customer':{" + what + ",'identifier':'C-1'}",
                "CustomerInformation",
                what + ",'customerIdentifier':'C-1'");
    }

    private static Asked logs(String name, String kind) {
        return asked(
                name,
                "GET_LOG",
                "'kind':'" + kind + "','url':'https://files.example/logs'",
                "GetLog",
                "'logType':'" + kind + "','log':{'remoteLocation':'https://files.example/logs'}");
    }

    private static String json(String members) {
        return "{" + members.replace('\'', '"') + "}";
    }
}
