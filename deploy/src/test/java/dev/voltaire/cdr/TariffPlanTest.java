package dev.voltaire.cdr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Cdrs;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.Customers.Customer;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import dev.voltaire.sql.Sql;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class TariffPlanTest {
    private static final String LONG_AGO =
            Instant.now().minus(40, ChronoUnit.DAYS).toString();

    @Inject
    Cdrs cdrs;

    @Inject
    Customers customers;

    @Inject
    SignedIn signedIn;

    @Inject
    Sql sql;

    @Test
    void theUnitsOwnPlanGoesBeforeTheOneAboveAndDcBeforeAny() {
        // given: the charge is AC, so the plan for DC is not meant
        Customer customer = customers.withACard();
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        entered(operator, plan(customer, Map.of("percent", 10, "perSession", 0.35)))
                .statusCode(201);
        entered(operator, plan(customer, Map.of("percent", 50, "connectorGroup", "DC")))
                .statusCode(201);
        entered(operator, plan(customer, Map.of("percent", 99))).statusCode(409);

        // when
        String msp = "/api/v1/msp-cdrs/" + cdrs.charged(cdrs.received(customer, Cdrs.newId("p"), "5.00", ""));

        // then: 5.00 passes through, 10 % of it and 0.35 are ours
        operator.get(msp)
                .then()
                .body("costs[3].amount.amount", equalTo("5.00"))
                .body("costs.find { it.component == 'ADDITIONAL' }.amount.amount", equalTo("0.85"))
                .body("totalExclVat.amount", equalTo("5.85"))
                .body("tariffPlan.label", equalTo("plan"));
    }

    @Test
    void anOwnTariffPricesWhateverTheOperatorTakes() {
        // given
        Customer customer = customers.withACard();
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        Map<String, Object> tariff = Map.of(
                "id",
                "own",
                "currency",
                "EUR",
                "elements",
                List.of(Map.of(
                        "price_components",
                        List.of(
                                Map.of("type", "FLAT", "price", 1, "step_size", 1),
                                Map.of("type", "ENERGY", "price", 0.44, "step_size", 1)))));
        entered(operator, plan(customer, Map.of("tariff", tariff))).statusCode(201);

        // when
        UUID msp = cdrs.charged(cdrs.received(customer, Cdrs.newId("o"), "5.00", ""));

        // then
        operator.get("/api/v1/msp-cdrs/" + msp)
                .then()
                .body("costs[0].amount.amount", equalTo("1.00"))
                .body("costs[3].amount.amount", equalTo("8.80"))
                .body("totalExclVat.amount", equalTo("9.80"));
    }

    @Test
    void aPlanEndsAndWhatItPricedStays() {
        // given
        Customer customer = customers.withACard();
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        String plan = entered(operator, plan(customer, Map.of("perSession", 1)))
                .extract()
                .header("Location");
        UUID before = cdrs.charged(cdrs.received(customer, Cdrs.newId("e"), "5.00", ""));

        // when
        operator.header("If-Match", "\"0\"")
                .body(Map.of("validUntil", cdrs.end().minus(2, ChronoUnit.DAYS).toString()))
                .post(plan + "/end")
                .then()
                .statusCode(200);

        // then
        UUID after = cdrs.charged(cdrs.received(customer, Cdrs.newId("f"), "5.00", ""));
        operator.get("/api/v1/msp-cdrs/" + before).then().body("totalExclVat.amount", equalTo("6.00"));
        operator.get("/api/v1/msp-cdrs/" + after).then().body("totalExclVat.amount", equalTo("5.00"));
    }

    @Test
    void aMarginNeverDependsOnTheCountryOfTheChargePoint() {
        // given: two operators in a country of their own, and one elsewhere
        Customer customer = customers.withACard();
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        String country = "Q" + (char) ('A' + Math.floorMod(customer.unit().hashCode(), 26));
        List<UUID> partners = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            partners.add(partner(country, "C0" + i));
        }
        UUID elsewhere =
                partner("ZZ", customer.unit().id().toString().substring(0, 3).toUpperCase(java.util.Locale.ROOT));
        UUID byCountry = group(operator, partners);
        UUID mixed = group(operator, List.of(partners.getFirst(), elsewhere));

        // when then
        entered(operator, plan(customer, Map.of("percent", 5, "partnerGroupId", byCountry)))
                .statusCode(422)
                .body("code", equalTo("margin-by-country"));
        entered(operator, plan(customer, Map.of("percent", 5, "partnerGroupId", mixed)))
                .statusCode(201);
        operator.header("If-Match", "\"0\"")
                .body(Map.of("name", "now a country " + mixed, "partnerIds", partners))
                .put("/api/v1/partner-groups/" + mixed)
                .then()
                .statusCode(422);
        entered(operator, plan(customer, Map.of("percent", 5, "country", "FR"))).statusCode(400);
    }

    @Test
    void allThatIsWrongIsNamedAtOnce() {
        // given
        Customer customer = customers.withACard();
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        Map<String, Object> plan = plan(customer, Map.of("currency", "XXQ", "validUntil", LONG_AGO));

        // when then
        entered(operator, plan)
                .statusCode(422)
                .body("violations.field", hasItem("currency"))
                .body("violations.field", hasItem("validUntil"))
                .body("violations.field", hasItem("percent"));
        assertThat(signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN)
                        .body(plan)
                        .post("/api/v1/tariff-plans")
                        .statusCode())
                .isEqualTo(403);
    }

    private UUID partner(String country, String party) {
        UUID id = UUID.randomUUID();
        QuarkusTransaction.requiringNew().run(() -> {
            sql.update("""
                    INSERT INTO partner (id, name, kind, status, settings, created_at, updated_at)
                    VALUES (?, ?, 'CPO', 'INVITED', '{}', now(), now())
                    """, id, "Operator " + id);
            sql.update("""
                    INSERT INTO partner_role (partner_id, role, country_code, party_id, business_name)
                    VALUES (?, 'CPO', ?, ?, 'Operator')
                    """, id, country, party);
        });
        return id;
    }

    private static UUID group(Browser operator, List<UUID> partners) {
        return UUID.fromString(operator.body(Map.of("name", "group " + UUID.randomUUID(), "partnerIds", partners))
                .post("/api/v1/partner-groups")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }

    private static Map<String, Object> plan(Customer customer, Map<String, ?> terms) {
        Map<String, Object> plan = new HashMap<>(
                Map.of("name", "plan", "orgUnitId", customer.unit().id(), "currency", "EUR", "validFrom", LONG_AGO));
        plan.putAll(terms);
        return plan;
    }

    private static ValidatableResponse entered(Browser operator, Map<String, Object> plan) {
        return operator.body(plan).post("/api/v1/tariff-plans").then();
    }
}
