package dev.voltaire.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.voltaire.fake.RawCharger;
import dev.voltaire.fake.ScriptedCharger;
import dev.voltaire.harness.Demo;
import dev.voltaire.harness.Voltaire;
import dev.voltaire.harness.VoltaireProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A charger sends rubbish: it reads what was wrong, its connection lives where the protocol allows, and the charger
/// next door notices nothing.
class BadChargerTest {
    private static final String BOOT_16 = """
            {"chargePointVendor": "Northlight", "chargePointModel": "Wall 11"}""";
    private static final String BOOT_201 = """
            {"reason": "PowerUp", "chargingStation": {"vendorName": "Northlight", "model": "Wall 22"}}""";

    private final VoltaireProcess voltaire = Voltaire.shared();
    private ScriptedCharger neighbour =
            ScriptedCharger.connect(voltaire.ocpp(), "LOAD-00008", Demo.LOAD_PASSWORD, ScriptedCharger.OCPP_16);

    @BeforeEach
    void theNeighbourIsAtWork() {
        neighbour.call("BootNotification", BOOT_16);
    }

    @AfterEach
    void theNeighbourStillIs() {
        assertThat(neighbour.call("Heartbeat", "{}").path("currentTime").asText())
                .isNotEmpty();
        neighbour.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [2, "a", "Teleport", {}]                          | [4,"a","NotImplemented",
            [2, "b", "Heartbeat"]                             | [4,"b","ProtocolError",
            [2, "c", "Heartbeat", []]                         | [4,"c","TypeConstraintViolation",
            [2, "d", "Heartbeat", {}, {}]                     | [4,"d","FormationViolation",
            [2, "e", 7, {}]                                   | [4,"e","FormationViolation",
            [2, "f", "Authorize", {}]                         | [4,"f","OccurenceConstraintViolation",
            [2, "g", "Authorize", {"idTag": {"a": 1}}]        | [4,"g","TypeConstraintViolation",
            [2, "h", "StartTransaction", {"connectorId": "x", "idTag": "A", "meterStart": 0, "timestamp": "2026-01-01T00:00:00Z"}] | [4,"h","TypeConstraintViolation",
            """)
    void whatIsWrongIsSaidInOcpp16AndTheConnectionLives(String frame, String answer) {
        try (var charger = connected("LOAD-00005", ScriptedCharger.OCPP_16, BOOT_16)) {
            assertThat(charger.send(frame).next()).startsWith(answer);
            assertThat(charger.send("[2,\"after\",\"Heartbeat\",{}]").next()).startsWith("[3,\"after\",");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"not": "a frame"}                                | [4,"-1","RpcFrameworkError",
            [2,                                               | [4,"-1","RpcFrameworkError",
            [9, "a", "Heartbeat", {}]                         | [4,"a","MessageTypeNotSupported",
            [2, "b", "Teleport", {}]                          | [4,"b","NotImplemented",
            [2, "c", "Heartbeat", 5]                          | [4,"c","TypeConstraintViolation",
            [2, "d", "Authorize", {}]                         | [4,"d","OccurrenceConstraintViolation",
            [2, "e", "TransactionEvent", {"eventType": 3}]    | [4,"e",
            """)
    void whatIsWrongIsSaidInOcpp201AndTheConnectionLives(String frame, String answer) {
        try (var charger = connected("LOAD-00006", ScriptedCharger.OCPP_201, BOOT_201)) {
            assertThat(charger.send(frame).next()).startsWith(answer);
            assertThat(charger.send("[2,\"after\",\"Heartbeat\",{}]").next()).startsWith("[3,\"after\",");
        }
    }

    /// OCPP-J 1.6 has no answer for a message without an id.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            hello
            [2,
            {}
            [5, "a", {}]
            [3, "never-asked", {}]
            [4, "never-asked", "InternalError", "", {}]
            """)
    void whatCannotBeAnsweredIsPassedOver(String frame) {
        try (var charger = connected("LOAD-00005", ScriptedCharger.OCPP_16, BOOT_16)) {
            charger.send(frame);
            assertThat(charger.send("[2,\"after\",\"Heartbeat\",{}]").next()).startsWith("[3,\"after\",");
        }
    }

    @Test
    void aMessageThatIsTooLongEndsTheConnectionWith1009() {
        try (var charger = connected("LOAD-00005", ScriptedCharger.OCPP_16, BOOT_16)) {
            charger.sendRegardless(
                    "[2,\"a\",\"DataTransfer\",{\"vendorId\":\"x\",\"data\":\"" + "a".repeat(2_000_000) + "\"}]");
            assertThat(charger.closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void aBinaryMessageEndsTheConnectionWith1003() {
        try (var charger = connected("LOAD-00005", ScriptedCharger.OCPP_16, BOOT_16)) {
            charger.sendBinary(new byte[] {1, 2, 3});
            assertThat(charger.closeCode()).isEqualTo(1003);
        }
    }

    @Test
    void deeplyNestedJsonIsRefusedLikeAnythingElseThatIsNoFrame() {
        try (var charger = connected("LOAD-00006", ScriptedCharger.OCPP_201, BOOT_201)) {
            var depth = 5_000;
            assertThat(charger.send("[2,\"a\",\"DataTransfer\"," + "[".repeat(depth) + "]".repeat(depth) + "]")
                            .next())
                    .startsWith("[4,");
            assertThat(charger.send("[2,\"after\",\"Heartbeat\",{}]").next()).startsWith("[3,\"after\",");
        }
    }

    private RawCharger connected(String identity, String protocol, String boot) {
        var charger = RawCharger.connect(voltaire.ocpp(), identity, Demo.LOAD_PASSWORD, protocol);
        assertThat(charger.send("[2,\"boot\",\"BootNotification\"," + boot + "]")
                        .next())
                .startsWith("[3,\"boot\",")
                .contains("Accepted");
        return charger;
    }
}
