package dev.voltaire.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.voltaire.demo.cpo.CpoParty;
import dev.voltaire.demo.cpo.FakeCpo;
import dev.voltaire.demo.cpo.Misbehaviour;
import dev.voltaire.harness.Api;
import dev.voltaire.harness.Customer;
import dev.voltaire.harness.Demo;
import dev.voltaire.harness.Operator;
import dev.voltaire.harness.Voltaire;
import dev.voltaire.harness.VoltaireProcess;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// An operator registers and then vanishes, lies or falls silent: the operator of Voltaire reads what is wrong and with
/// whom, nobody else is held up, and what could not be told is told when the other side is itself again.
class BadOperatorTest {
    private static final AtomicInteger PARTIES = new AtomicInteger();
    private static final Duration SOON = Duration.ofSeconds(60);

    private final VoltaireProcess voltaire = Voltaire.shared();
    private final Api api = Api.of(voltaire);
    private final FakeCpo goodOne = Operator.registered();

    /// An operator with a seat of its own.
    private record Registered(FakeCpo cpo, String id) {}

    @ParameterizedTest
    @EnumSource(
            value = Misbehaviour.class,
            names = {"UNAUTHORISED", "EMPTY_FAULT", "HTML", "GARBAGE"})
    void aLyingOperatorIsFoundOutAndToldTheTruthWhenItComesToItsSenses(Misbehaviour lie) throws Exception {
        var customer = Customer.onBoard(api);
        var liar = register();
        try (var cpo = liar.cpo()) {
            // given
            await().atMost(SOON).until(() -> Operator.holdsValid(cpo, customer.tokenUid()));
            cpo.misbehave(lie);

            // when
            block(customer);

            // then the honest one knows, and the liar's answer is no confirmation
            await().atMost(SOON).until(() -> !Operator.holdsValid(goodOne, customer.tokenUid()));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(at(liar, customer).getBoolean("upToDate"))
                            .isFalse());
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(at(liar, customer).getString("lastError"))
                            .isNotBlank());
            assertThat(at(liar, customer).getString("outcome")).isIn("RETRYING", "REJECTED");
            assertThat(Operator.holdsValid(cpo, customer.tokenUid())).isTrue();
            readLocations(liar);
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(reading(liar).getInt("failures")).isPositive());
            assertThat(reading(liar).getString("lastOutcome")).isNotBlank();

            // when
            cpo.recover();
            retry(liar);

            // then
            await().atMost(Duration.ofSeconds(90)).until(() -> {
                retry(liar);
                return !Operator.holdsValid(cpo, customer.tokenUid());
            });
        } finally {
            suspend(liar);
        }
    }

    @Test
    void anOperatorThatVanishedIsReportedAsUnreachable() throws Exception {
        // given
        var customer = Customer.onBoard(api);
        var gone = register();
        await().atMost(SOON).until(() -> Operator.holdsValid(gone.cpo(), customer.tokenUid()));
        gone.cpo().close();

        // when
        block(customer);

        // then
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(at(gone, customer).getString("outcome")).isEqualTo("RETRYING"));
        assertThat(at(gone, customer).getString("lastError")).containsIgnoringCase("connect");
        assertThat(Instant.parse(at(gone, customer).getString("nextAttemptAt"))).isNotNull();
        await().atMost(SOON).until(() -> !Operator.holdsValid(goodOne, customer.tokenUid()));
        suspend(gone);
    }

    @Test
    void anOperatorThatNeverAnswersHoldsUpNobody() throws Exception {
        var customer = Customer.onBoard(api);
        var silent = register();
        try (var cpo = silent.cpo()) {
            // given
            await().atMost(SOON).until(() -> Operator.holdsValid(cpo, customer.tokenUid()));
            cpo.misbehave(Misbehaviour.SILENT);

            // when
            var asked = Instant.now();
            block(customer);

            // then
            await().atMost(SOON).until(() -> !Operator.holdsValid(goodOne, customer.tokenUid()));
            assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(15));
            await().atMost(Duration.ofSeconds(120))
                    .untilAsserted(() -> assertThat(at(silent, customer).getString("lastError"))
                            .containsPattern("timeout period of \\d+ms|no complete answer within"));
        } finally {
            suspend(silent);
        }
    }

    private Registered register() throws IOException, InterruptedException {
        var party = new CpoParty("BE", "X%02d".formatted(PARTIES.incrementAndGet()), "Odd Power " + PARTIES.get());
        JsonPath invitation = api.as(Demo.OPERATOR, Demo.PASSWORD)
                .body(Map.of("name", party.name(), "type", "CPO"))
                .post("/api/v1/partners")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        var cpo = FakeCpo.start(party);
        var reply = cpo.register(voltaire.http().resolve("/ocpi/versions"), invitation.getString("registrationToken"));
        assertThat(reply.succeeded()).as(reply.toString()).isTrue();
        return new Registered(cpo, invitation.getString("id"));
    }

    private void block(Customer customer) {
        api.as(customer.manager(), Customer.PASSWORD)
                .body(Map.of("reason", "LOST_OR_STOLEN"))
                .post("/api/v1/tokens/" + customer.tokenId() + "/blocks")
                .then()
                .statusCode(201);
    }

    /// How the customer's token stands at this partner, as the portal shows it.
    private JsonPath at(Registered partner, Customer customer) {
        JsonPath distributions = api.as(Demo.OPERATOR, Demo.PASSWORD)
                .queryParam("size", 100)
                .get("/api/v1/tokens/" + customer.tokenId() + "/distributions")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        return distributions.setRootPath("items.find { it.partner.id == '" + partner.id() + "' }");
    }

    /// The lists of a new partner are known once its registration has been followed up.
    private void readLocations(Registered partner) {
        await().atMost(SOON)
                .untilAsserted(() -> api.as(Demo.OPERATOR, Demo.PASSWORD)
                        .post("/api/v1/partners/" + partner.id() + "/readings/locations")
                        .then()
                        .statusCode(200));
    }

    private JsonPath reading(Registered partner) {
        return api.as(Demo.OPERATOR, Demo.PASSWORD)
                .get("/api/v1/partners/" + partner.id())
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .setRootPath("readings.find { it.module == 'locations' }");
    }

    private void retry(Registered partner) {
        api.as(Demo.OPERATOR, Demo.PASSWORD)
                .post("/api/v1/token-distributions/partners/" + partner.id() + "/retry")
                .then()
                .statusCode(200);
    }

    private void suspend(Registered partner) {
        api.as(Demo.OPERATOR, Demo.PASSWORD)
                .post("/api/v1/partners/" + partner.id() + "/suspend")
                .then()
                .statusCode(200);
    }
}
