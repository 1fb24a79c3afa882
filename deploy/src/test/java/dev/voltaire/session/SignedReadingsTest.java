package dev.voltaire.session;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.HomeBoxes;
import dev.voltaire.fixture.HomeBoxes.Box;
import dev.voltaire.fixture.ScriptedCharger;
import dev.voltaire.sql.Sql;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What a meter has signed is kept to the last character, from the wire to the evidence.
@QuarkusTest
@WithTestResource(TestDatabase.class)
class SignedReadingsTest {
    private static final Instant BEGIN =
            Instant.now().minus(3, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
    private static final ObjectMapper JSON = new ObjectMapper();
    /// White space, trailing zeros and the order of members belong to what is signed.
    private static final String OCMF =
            "OCMF|{\"FV\" : \"1.0\",\"GI\":\"Meter é\",\"RD\":[{\"TM\":\"2026-01-01T12:00:00,000+0100 S\",\"RV\":1.2500,"
                    + "\"RU\":\"kWh\"}]}|{\"SD\":\"3045022100AB\"}";

    @Inject
    HomeBoxes boxes;

    @Inject
    Sql sql;

    @Test
    void overTwoPointZeroWithWhatIsNeededToCheckIt() throws Exception {
        // given
        Box box = boxes.box();
        String transaction = UUID.randomUUID().toString();
        try (ScriptedCharger charger = box.connect("ocpp2.0.1")) {
            // when
            charger.call("TransactionEvent", event(box, transaction, "Started", 0, "Transaction.Begin", 1.25));
            charger.call("TransactionEvent", event(box, transaction, "Ended", 1, "Transaction.End", 5.25));
        }

        // then
        box.manager()
                .get("/api/v1/sessions/" + session(box) + "/evidence")
                .then()
                .statusCode(200)
                .body("kwh", equalTo(4.0f))
                .body("signedValues", hasSize(2))
                .body("signedValues.data", equalTo(List.of(OCMF, OCMF)))
                .body("signedValues[0].encoding", equalTo("OCMF"))
                .body("signedValues[0].signingMethod", equalTo("ECDSA-secp256r1-SHA256"))
                .body("signedValues[0].publicKey", equalTo("3059301306072A86"))
                .body("missingSequence", hasSize(0));
    }

    @Test
    void overOneSixWhereItIsTheValueItself() throws Exception {
        // given
        Box box = boxes.box();
        try (ScriptedCharger charger = box.connect("ocpp1.6")) {
            int number = charger.call(
                            "StartTransaction",
                            "{\"connectorId\":1,\"idTag\":\"" + box.card() + "\",\"meterStart\":0,\"timestamp\":\""
                                    + BEGIN + "\"}")
                    .get("transactionId")
                    .intValue();

            // when
            charger.call(
                    "StopTransaction",
                    JSON.writeValueAsString(Map.of(
                            "transactionId",
                            number,
                            "meterStop",
                            4000,
                            "timestamp",
                            BEGIN.plusSeconds(3600).toString(),
                            "transactionData",
                            List.of(Map.of(
                                    "timestamp",
                                    BEGIN.plusSeconds(3600).toString(),
                                    "sampledValue",
                                    List.of(Map.of(
                                            "value", OCMF, "format", "SignedData", "context", "Transaction.End")))))));
        }

        // then
        box.manager()
                .get("/api/v1/sessions/" + session(box) + "/evidence")
                .then()
                .statusCode(200)
                .body("kwh", equalTo(4.0f))
                .body("signedValues.data", equalTo(List.of(OCMF)));
    }

    private static String event(Box box, String transaction, String kind, int number, String context, double kwh)
            throws Exception {
        return JSON.writeValueAsString(Map.of(
                "eventType",
                kind,
                "timestamp",
                BEGIN.plusSeconds(3600L * number).toString(),
                "triggerReason",
                number == 0 ? "Authorized" : "StopAuthorized",
                "seqNo",
                number,
                "evse",
                Map.of("id", 1),
                "transactionInfo",
                Map.of("transactionId", transaction),
                "idToken",
                Map.of("idToken", box.card(), "type", "ISO14443"),
                "meterValue",
                List.of(Map.of(
                        "timestamp",
                        BEGIN.plusSeconds(3600L * number).toString(),
                        "sampledValue",
                        List.of(Map.of(
                                "value",
                                kwh,
                                "context",
                                context,
                                "unitOfMeasure",
                                Map.of("unit", "kWh"),
                                "signedMeterValue",
                                Map.of(
                                        "signedMeterData",
                                        OCMF,
                                        "signingMethod",
                                        "ECDSA-secp256r1-SHA256",
                                        "encodingMethod",
                                        "OCMF",
                                        "publicKey",
                                        "3059301306072A86")))))));
    }

    private String session(Box box) {
        return sql.first("SELECT id::text FROM session WHERE charger_id = ?", row -> row.getString(1), box.id())
                .orElseThrow();
    }
}
