package dev.voltaire.session;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Transaction numbers that we never gave: -1 and 0 of chargers that lost ours, and invented ones (OCPP 1.6 errata 3.18
/// and 3.54). Always answered, attached where there is no doubt, otherwise kept for a person.
@QuarkusTest
@WithTestResource(TestDatabase.class)
class UnknownTransactionTest {
    private static final Instant BEGIN =
            Instant.now().minus(3, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);

    @Inject
    HomeBoxes boxes;

    @Inject
    Sql sql;

    private static void start(ScriptedCharger charger, Box box, int connector, Instant at) throws Exception {
        charger.call(
                "StartTransaction",
                "{\"connectorId\":" + connector + ",\"idTag\":\"" + box.card()
                        + "\",\"meterStart\":1000,\"timestamp\":\"" + at + "\"}");
    }

    private static void readings(ScriptedCharger charger, String transaction, int wh) throws Exception {
        assertThat(charger.call(
                        "MeterValues",
                        "{\"connectorId\":1," + transaction + "\"meterValue\":[{\"timestamp\":\""
                                + BEGIN.plusSeconds(600) + "\",\"sampledValue\":[{\"value\":\"" + wh + "\"}]}]}"))
                .isEmpty();
    }

    private static void stop(ScriptedCharger charger, int transaction, Instant at) throws Exception {
        charger.call(
                "StopTransaction",
                "{\"transactionId\":" + transaction + ",\"meterStop\":3000,\"timestamp\":\"" + at + "\"}");
    }

    private List<String> sessions(Box box) {
        return sql.query("""
                SELECT rtrim(concat_ws(' ', evse, status, round(kwh, 1), array_to_string(review, '+'))) FROM session
                WHERE charger_id = ? ORDER BY evse, created_at
                """, row -> row.getString(1), box.id());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 424_242})
    void readingsAndTheEndBelongToTheOneOpenTransaction(int number) throws Exception {
        Box box = boxes.box();
        try (ScriptedCharger charger = box.connect("ocpp1.6")) {
            start(charger, box, 1, BEGIN);

            readings(charger, "\"transactionId\":" + number + ",", 2_500);
            assertThat(sessions(box)).containsExactly("1 ACTIVE 1.5");

            stop(charger, number, BEGIN.plusSeconds(3600));
            assertThat(sessions(box)).containsExactly("1 COMPLETED 2.0 ATTACHED_BY_TIME");
        }
    }

    @Test
    void readingsWithoutANumberAreOfTheOutletAndOfNoTransaction() throws Exception {
        Box box = boxes.box();
        try (ScriptedCharger charger = box.connect("ocpp1.6")) {
            start(charger, box, 1, BEGIN);
            readings(charger, "", 2_500);
        }
        assertThat(sessions(box)).containsExactly("1 ACTIVE 0.0");
        assertThat(sql.query(
                        "SELECT session_id IS NULL FROM meter_value WHERE charger_id = ?",
                        row -> row.getBoolean(1),
                        box.id()))
                .containsExactly(true);
    }

    @Test
    void betweenTwoOpenTransactionsNobodyGuesses() throws Exception {
        Box box = boxes.box();
        try (ScriptedCharger charger = box.connect("ocpp1.6")) {
            start(charger, box, 1, BEGIN);
            start(charger, box, 2, BEGIN.plusSeconds(1));

            stop(charger, 0, BEGIN.plusSeconds(3600));
        }
        assertThat(sessions(box))
                .containsExactly("0 COMPLETED 0.0 LOST_START+NO_METER_READINGS", "1 ACTIVE 0.0", "2 ACTIVE 0.0");
    }

    @Test
    void anEndFromBeforeTheBeginningIsNotItsEnd() throws Exception {
        Box box = boxes.box();
        try (ScriptedCharger charger = box.connect("ocpp1.6")) {
            start(charger, box, 1, BEGIN.plusSeconds(7200));

            stop(charger, -1, BEGIN.plusSeconds(3600));
        }
        assertThat(sessions(box)).containsExactly("0 COMPLETED 0.0 LOST_START+NO_METER_READINGS", "1 ACTIVE 0.0");
    }
}
