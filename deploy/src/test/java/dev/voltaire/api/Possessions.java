package dev.voltaire.api;

import static dev.voltaire.invoice.InvoiceWorld.PERIOD_END;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;

import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.Customers.Customer;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import dev.voltaire.invoice.InvoiceWorld;
import dev.voltaire.organisation.BillingAccount.PaymentMethod;
import dev.voltaire.reimbursement.HomeDriver;
import dev.voltaire.reimbursement.HomeDriver.Home;
import dev.voltaire.reimbursement.agreement.Agreement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A customer that has one of everything a customer can have, so that strangers have something to find.
@ApplicationScoped
public class Possessions {
    @Inject
    InvoiceWorld world;

    @Inject
    HomeDriver homes;

    @Inject
    Customers customers;

    @Inject
    SignedIn signedIn;

    /// @param things one id for each collection, `tokens`, `me/home-chargers` and so on
    public record Possessed(Customer customer, Browser manager, Map<String, String> things) {}

    public Possessed ofACustomer() {
        Customer customer = world.customer(PaymentMethod.BANK_TRANSFER);
        Browser operator = signedIn.as(customers.unit(null), Role.PLATFORM_OPERATOR);
        Browser manager = signedIn.as(customer.unit(), Role.SUPPORT_AGENT, Role.ORG_UNIT_ADMIN);
        Browser driver = signedIn.as(customer.driver());
        String unit = customer.unit().id().toString();
        Map<String, String> things = new LinkedHashMap<>();
        things.put("org-units", unit);
        things.put("users", customer.driver().id().toString());
        things.put("profiles", customer.profile().id().toString());
        things.put("tokens", customer.card().id().toString());
        things.put("me/tokens", customer.card().id().toString());
        asks(manager, unit, things);
        charged(customer, operator, manager, things);
        chargesAtHome(customer, manager, driver, things);
        return new Possessed(customer, manager, things);
    }

    private static void asks(Browser manager, String unit, Map<String, String> things) {
        things.put(
                "support-tickets",
                created(
                        manager,
                        "support-tickets",
                        Map.of("subject", "No card", "description", "Where is it?", "category", "CARD"),
                        "id"));
        things.put(
                "api-clients",
                created(
                        manager,
                        "api-clients",
                        Map.of(
                                "name",
                                "Fuel cards",
                                "orgUnitId",
                                unit,
                                "role",
                                "SUPPORT_AGENT",
                                "scopes",
                                List.of("tokens:read")),
                        "client.id"));
        String profile = created(
                manager,
                "profiles",
                Map.of(
                        "orgUnitId",
                        unit,
                        "user",
                        Map.of("email", UUID.randomUUID() + "@example.org", "firstName", "Noor", "lastName", "Kabel")),
                "id");
        things.put(
                "token-requests",
                created(
                        manager,
                        "token-requests",
                        Map.of("lines", List.of(Map.of("profileId", profile, "type", "CARD", "quantity", 1))),
                        "id"));
        things.put(
                "spending-policies",
                created(
                        manager,
                        "spending-policies",
                        Map.of("name", "A lot", "orgUnitId", unit, "period", "MONTH", "budget", 100_000),
                        "id"));
        things.put("exports", created(manager, "exports", Map.of("type", "MSP_CDR", "format", "CSV"), "id"));
    }

    private void charged(Customer customer, Browser operator, Browser manager, Map<String, String> things) {
        world.subscribed(customer, LocalDate.now(ZoneOffset.UTC).minusDays(40));
        things.put("subscriptions", only(operator, "subscriptions?orgUnitId=" + things.get("org-units")));
        things.put(
                "tariff-plans",
                created(
                        operator,
                        "tariff-plans",
                        Map.of(
                                "name",
                                "Ten percent",
                                "orgUnitId",
                                String.valueOf(things.get("org-units")),
                                "currency",
                                "EUR",
                                "validFrom",
                                PERIOD_END.plus(Duration.ofDays(30)).toString(),
                                "percent",
                                10),
                        "id"));
        String cdr = world.charged(operator, customer, "5.00", PERIOD_END.minus(Duration.ofDays(1)));
        things.put("msp-cdrs", world.mspCdr(operator, cdr));
        things.put("cpo-cdrs", only(manager, "cpo-cdrs?q=" + cdr));
        things.put("invoices", world.invoice(operator, world.issuer(operator, Map.of()), customer));
    }

    private void chargesAtHome(Customer customer, Browser manager, Browser driver, Map<String, String> things) {
        Home home = new Home(customer, homes.charger(customer), manager, driver);
        things.put("home-chargers", home.charger().toString());
        things.put("me/home-chargers", home.charger().toString());
        homes.agree(home, Agreement.Target.PROFILE);
        String price = HomeDriver.enter(home, "0.30", HomeDriver.today().minusDays(120))
                .statusCode(201)
                .extract()
                .path("id");
        things.put("home-energy-prices", price);
        things.put("me/home-energy-prices", price);
        YearMonth month = YearMonth.now(ZoneOffset.UTC).minusMonths(1);
        homes.charge(home.charger(), home.card(), month.atDay(9).atTime(12, 0).toInstant(ZoneOffset.UTC), 0, 10_000);
        things.put(
                "reimbursements", String.valueOf(HomeDriver.line(home, "PRICED").get("id")));
        String unit = things.get("org-units");
        things.put("sessions", only(manager, "sessions?homeChargerId=" + home.charger()));
        things.put("me/reimbursements", String.valueOf(things.get("sessions")));
        String alert = UUID.randomUUID().toString();
        world.sql("insert into session_alert (id, session_id, kind, organisation_unit_id, noticed_at) values ('" + alert
                + "', '" + things.get("sessions") + "', 'WITHOUT_CDR', '" + unit + "', now())");
        things.put("session-alerts", alert);
        String agreement = only(manager, "reimbursement-agreements?orgUnitId=" + unit);
        things.put("reimbursement-agreements", agreement);
        things.put("me/reimbursement-agreements", agreement);
        String statement = manager.body(Map.of("month", month.toString(), "orgUnitId", String.valueOf(unit)))
                .post("/api/v1/reimbursement-statements")
                .then()
                .statusCode(200)
                .extract()
                .path("[0].id");
        things.put("reimbursement-statements", statement);
        things.put("me/reimbursement-statements", statement);
    }

    private static String created(Browser as, String collection, Map<String, Object> body, String id) {
        return as.body(body)
                .post("/api/v1/" + collection)
                .then()
                .statusCode(org.hamcrest.Matchers.oneOf(201, 202))
                .extract()
                .path(id);
    }

    private static String only(Browser as, String list) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> as.get("/api/v1/" + list).then().body("items", hasSize(1)));
        return as.get("/api/v1/" + list).path("items[0].id");
    }
}
