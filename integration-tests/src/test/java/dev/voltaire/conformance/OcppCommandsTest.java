package dev.voltaire.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.voltaire.fake.ScriptedCharger;
import dev.voltaire.harness.Api;
import dev.voltaire.harness.Demo;
import dev.voltaire.harness.Rows;
import dev.voltaire.harness.Voltaire;
import dev.voltaire.harness.VoltaireProcess;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Every command to chargers of both versions, received by a client that holds all of them against the official
/// schemas.
class OcppCommandsTest {
    private static final Map<String, Object> HASH =
            Map.of("algorithm", "SHA256", "issuerNameHash", "aa", "issuerKeyHash", "bb", "serialNumber", "01");
    private static final Map<String, Object> LIMIT = Map.of(
            "purpose",
            "EVERY_TRANSACTION",
            "stackLevel",
            1,
            "unit",
            "AMPERE",
            "daily",
            false,
            "periods",
            List.of(Map.of("startSeconds", 0, "limit", 16)));
    private static final Map<String, Object> HEARTBEAT_INTERVAL =
            Map.of("component", "OCPPCommCtrlr", "name", "HeartbeatInterval", "value", "300");

    private final VoltaireProcess voltaire = Voltaire.shared();

    @Test
    void everyCommandToAnOldChargerIsByTheSchemas() {
        Map<String, Map<String, Object>> commands = new LinkedHashMap<>();
        commands.put("UnlockConnector", Map.of("action", "UNLOCK"));
        commands.put("Reset", Map.of("action", "RESET", "hard", true));
        commands.put("TriggerMessage", Map.of("action", "TRIGGER", "message", "MeterValues", "evse", 1));
        commands.put("ExtendedTriggerMessage", Map.of("action", "TRIGGER", "message", "SignChargePointCertificate"));
        commands.put(
                "GetConfiguration",
                Map.of("action", "GET_CONFIGURATION", "variables", List.of(Map.of("name", "HeartbeatInterval"))));
        commands.put(
                "ChangeConfiguration",
                Map.of("action", "CHANGE_CONFIGURATION", "key", "HeartbeatInterval", "value", "300"));
        commands.put("GetDiagnostics", Map.of("action", "GET_LOG", "url", "https://files.example/logs"));
        commands.put("GetLog", Map.of("action", "GET_LOG", "kind", "SecurityLog", "url", "https://files.example/logs"));
        addShared(commands);
        assertThat(commandsTo("LOAD-00005", ScriptedCharger.OCPP_16, commands)).containsAll(commands.keySet());
    }

    @Test
    void everyCommandToAYoungStationIsByTheSchemas() {
        Map<String, Map<String, Object>> commands = new LinkedHashMap<>();
        commands.put("UnlockConnector", Map.of("action", "UNLOCK"));
        commands.put("Reset", Map.of("action", "RESET", "evse", 1));
        commands.put(
                "TriggerMessage",
                Map.of("action", "TRIGGER", "message", "StatusNotification", "evse", 1, "connector", 1));
        commands.put("GetBaseReport", Map.of("action", "GET_CONFIGURATION", "kind", "ConfigurationInventory"));
        commands.put(
                "GetVariables",
                Map.of("action", "GET_CONFIGURATION", "variables", List.of(HEARTBEAT_INTERVAL, HEARTBEAT_INTERVAL)));
        commands.put(
                "SetVariables",
                Map.of("action", "CHANGE_CONFIGURATION", "variables", List.of(HEARTBEAT_INTERVAL, HEARTBEAT_INTERVAL)));
        commands.put("GetReport", Map.of("action", "GET_REPORT", "variables", List.of(HEARTBEAT_INTERVAL)));
        commands.put(
                "SetNetworkProfile",
                Map.of(
                        "action",
                        "SET_NETWORK_PROFILE",
                        "network",
                        Map.of(
                                "slot",
                                1,
                                "url",
                                "wss://chargers.example/ocpp",
                                "securityProfile",
                                2,
                                "messageTimeout",
                                30,
                                "networkInterface",
                                "Wired0")));
        commands.put("GetLog", Map.of("action", "GET_LOG", "url", "https://files.example/logs"));
        commands.put("GetTransactionStatus", Map.of("action", "GET_TRANSACTION_STATUS"));
        commands.put("GetChargingProfiles", Map.of("action", "GET_CHARGING_PROFILES", "evse", 1));
        commands.put(
                "CustomerInformation",
                Map.of(
                        "action",
                        "CUSTOMER_INFORMATION",
                        "customer",
                        Map.of("report", true, "clear", false, "identifier", "C-1")));
        commands.put(
                "SetVariableMonitoring",
                Map.of(
                        "action",
                        "SET_MONITORING",
                        "variables",
                        List.of(HEARTBEAT_INTERVAL),
                        "monitor",
                        Map.of("type", "Delta", "value", 5, "severity", 5)));
        commands.put("ClearVariableMonitoring", Map.of("action", "CLEAR_MONITORING", "number", 1));
        commands.put("SetMonitoringBase", Map.of("action", "SET_MONITORING_BASE", "kind", "FactoryDefault"));
        commands.put("SetMonitoringLevel", Map.of("action", "SET_MONITORING_LEVEL", "number", 5));
        commands.put("GetMonitoringReport", Map.of("action", "GET_MONITORING_REPORT"));
        addShared(commands);
        commands.remove("SignedUpdateFirmware");
        assertThat(commandsTo("LOAD-00006", ScriptedCharger.OCPP_201, commands)).containsAll(commands.keySet());
    }

    private void addShared(Map<String, Map<String, Object>> commands) {
        var card = cardId();
        commands.put("ChangeAvailability", Map.of("action", "CHANGE_AVAILABILITY", "operative", false, "evse", 1));
        commands.put("ClearCache", Map.of("action", "CLEAR_CACHE"));
        commands.put("SendLocalList", Map.of("action", "SEND_LOCAL_LIST", "number", 3, "tokenIds", List.of(card)));
        commands.put("GetLocalListVersion", Map.of("action", "GET_LOCAL_LIST_VERSION"));
        commands.put("SetChargingProfile", Map.of("action", "SET_CHARGING_PROFILE", "number", 7, "limit", LIMIT));
        commands.put("ClearChargingProfile", Map.of("action", "CLEAR_CHARGING_PROFILE", "number", 7));
        commands.put("GetCompositeSchedule", Map.of("action", "GET_COMPOSITE_SCHEDULE", "evse", 1, "seconds", 3600));
        commands.put(
                "ReserveNow",
                Map.of(
                        "action",
                        "RESERVE",
                        "tokenId",
                        card,
                        "number",
                        9,
                        "at",
                        Instant.now()
                                .plusSeconds(600)
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString()));
        commands.put("CancelReservation", Map.of("action", "CANCEL_RESERVATION", "number", 9));
        commands.put(
                "UpdateFirmware",
                Map.of(
                        "action",
                        "UPDATE_FIRMWARE",
                        "url",
                        "https://files.example/f.bin",
                        "at",
                        "2026-06-01T12:00:00Z"));
        commands.put(
                "SignedUpdateFirmware",
                Map.of(
                        "action",
                        "UPDATE_FIRMWARE",
                        "url",
                        "https://files.example/f.bin",
                        "at",
                        "2026-06-01T12:00:00Z",
                        "signature",
                        Map.of("certificate", "-----PEM-----", "value", "c2ln")));
        commands.put(
                "DataTransfer",
                Map.of("action", "DATA_TRANSFER", "data", Map.of("vendorId", "com.example", "data", "hello")));
        commands.put(
                "CertificateSigned",
                Map.of(
                        "action",
                        "CERTIFICATE_SIGNED",
                        "certificate",
                        Map.of("use", "CHARGER", "pem", "-----PEM-----")));
        commands.put(
                "InstallCertificate",
                Map.of(
                        "action",
                        "INSTALL_CERTIFICATE",
                        "certificate",
                        Map.of("use", "CENTRAL_SYSTEM_ROOT", "pem", "-----PEM-----")));
        commands.put("DeleteCertificate", Map.of("action", "DELETE_CERTIFICATE", "certificate", Map.of("hash", HASH)));
        commands.put(
                "GetInstalledCertificateIds",
                Map.of("action", "GET_CERTIFICATES", "certificate", Map.of("use", "MANUFACTURER_ROOT")));
    }

    /// What the charger received, after all commands have ended.
    private List<String> commandsTo(String identity, String protocol, Map<String, Map<String, Object>> commands) {
        var id = Rows.selectOne(voltaire, "SELECT id FROM charger WHERE identity = ?", identity)
                .orElseThrow();
        var operator = Api.of(voltaire).signIn(Demo.OPERATOR, Demo.PASSWORD);
        try (var charger = ScriptedCharger.connect(voltaire.ocpp(), identity, Demo.LOAD_PASSWORD, protocol)) {
            // An error answer ends a command as well as any: what counts here is what we send.
            for (var command : commands.values()) {
                Api.of(voltaire)
                        .bearing(operator)
                        .body(command)
                        .post("/api/v1/home-chargers/" + id + "/commands")
                        .then()
                        .statusCode(202);
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> Rows.selectOne(
                                        voltaire,
                                        "SELECT count(*) FROM charger_command WHERE charger_id = ?::uuid AND state IN"
                                                + " ('WAITING', 'SENT')",
                                        id)
                                .orElseThrow()
                                .equals("0"));
            }
            List<String> names = new ArrayList<>();
            charger.commands().forEach(command -> names.add(command.get(0).textValue()));
            return names;
        }
    }

    private String cardId() {
        return Rows.selectOne(voltaire, "SELECT id FROM token WHERE uid = ?", Demo.CARD)
                .orElseThrow();
    }
}
