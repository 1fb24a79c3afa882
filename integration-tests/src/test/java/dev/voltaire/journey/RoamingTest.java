package dev.voltaire.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.voltaire.demo.cpo.CpoParty;
import dev.voltaire.demo.cpo.FakeCpo;
import dev.voltaire.harness.Demo;
import dev.voltaire.harness.Operator;
import dev.voltaire.harness.Rows;
import dev.voltaire.harness.Voltaire;
import dev.voltaire.harness.VoltaireProcess;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// An operator registers itself with the token it was given; from then on both sides talk.
class RoamingTest {
    private final VoltaireProcess voltaire = Voltaire.shared();
    private final FakeCpo cpo = Operator.registered();

    @Test
    void theRegistrationTokenIsWorthNothingAfterwards() throws IOException, InterruptedException {
        try (var latecomer = FakeCpo.start(new CpoParty("BE", "LTC", "Latecomer Power"))) {
            assertThat(latecomer.register(versions(), Demo.REGISTRATION_TOKEN).httpStatus())
                    .isEqualTo(401);
        }
    }

    @Test
    void aWrongTokenIsRefused() throws IOException, InterruptedException {
        try (var stranger = FakeCpo.start(new CpoParty("BE", "STR", "Stranger Power"))) {
            assertThat(stranger.register(versions(), "guessed-" + UUID.randomUUID())
                            .httpStatus())
                    .isEqualTo(401);
        }
    }

    @Test
    void everyTokenReachesTheOperatorWithItsValidity() {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(Operator.holdsValid(cpo, Demo.CARD)).isTrue());
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(cpo.receivedToken(Demo.BLOCKED_CARD)).isPresent());
        assertThat(Operator.holdsValid(cpo, Demo.BLOCKED_CARD)).isFalse();
    }

    @Test
    void theOperatorsPlacesAndTariffsArePulled() {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(
                                Rows.select(voltaire, "SELECT name FROM location WHERE party_id = 'LMP' ORDER BY name"))
                        .containsExactly("Harbour Square", "Station East"));
    }

    @Test
    void realTimeAuthorisationKnowsGoodAndBlockedCards() throws IOException, InterruptedException {
        assertThat(allowed(Demo.CARD)).isEqualTo("ALLOWED");
        assertThat(allowed(Demo.BLOCKED_CARD)).isEqualTo("BLOCKED");
        assertThat(cpo.authorize("04FFFFFFFFFFFF", "LMP-HARBOUR").ocpiStatus()).isEqualTo(2004);
    }

    @Test
    void aChargeBecomesASessionThenACdrKeptToTheByteThenAPricedOne() throws IOException, InterruptedException {
        // given
        await().atMost(Duration.ofSeconds(60)).until(() -> Operator.holdsValid(cpo, Demo.CARD));
        var token = cpo.receivedToken(Demo.CARD).orElseThrow();
        var end = Instant.now();
        var charge = cpo.charge(token, end.minusSeconds(3600));

        // when
        assertThat(cpo.putSession(charge.session(new BigDecimal("4.2"), end.minusSeconds(1800)))
                        .ocpiStatus())
                .isEqualTo(1000);
        assertThat(cpo.putSession(charge.completedSession(new BigDecimal("12.5"), end))
                        .ocpiStatus())
                .isEqualTo(1000);
        var bytes = oddlyWritten(charge.cdr(new BigDecimal("12.5"), end));
        var first = cpo.postCdrBytes(bytes);
        var again = cpo.postCdrBytes(bytes);

        // then
        assertThat(first.ocpiStatus()).as(first.toString()).isEqualTo(1000);
        assertThat(again.ocpiStatus()).as("the same CDR a second time").isEqualTo(1000);
        var location = URI.create(first.location().orElseThrow());
        assertThat(cpo.get(location).data().path("id").asText()).isEqualTo(charge.cdrId());
        assertThat(Rows.select(
                        voltaire, "SELECT convert_from(raw, 'UTF8') FROM cpo_cdr WHERE cdr_id = ?", charge.cdrId()))
                .containsExactly(bytes);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(Rows.select(
                                voltaire,
                                "SELECT count(*) FROM msp_cdr m JOIN cpo_cdr c ON c.id = m.cpo_cdr_id WHERE c.cdr_id = ?",
                                charge.cdrId()))
                        .containsExactly("1"));
    }

    @Test
    void aCdrThatIsNotOneIsRefusedAndTheNextOneIsNot() throws IOException, InterruptedException {
        assertThat(cpo.postCdrBytes("{\"id\": ").ocpiStatus()).isBetween(2000, 2999);
        assertThat(cpo.postCdrBytes("[]").ocpiStatus()).isBetween(2000, 2999);
        assertThat(cpo.get(versions()).ocpiStatus()).isEqualTo(1000);
    }

    private String allowed(String uid) throws IOException, InterruptedException {
        return cpo.authorize(uid, "LMP-HARBOUR").data().path("allowed").asText();
    }

    private URI versions() {
        return voltaire.http().resolve("/ocpi/versions");
    }

    /// White space and order as no serialiser of ours would write them.
    private static String oddlyWritten(ObjectNode cdr) {
        return "  " + cdr.toPrettyString().replace("\n", "\r\n") + "\t\n";
    }
}
