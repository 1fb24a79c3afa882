package dev.voltaire.invoice;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.voltaire.cdr.CdrReception;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.Customers.Customer;
import dev.voltaire.identity.Caller;
import dev.voltaire.organisation.Address;
import dev.voltaire.organisation.BillingAccount;
import dev.voltaire.organisation.BillingAccount.PaymentMethod;
import dev.voltaire.organisation.OrganisationUnitRepository;
import dev.voltaire.subscription.SubscriptionTemplate;
import dev.voltaire.subscription.SubscriptionTemplates;
import dev.voltaire.subscription.Subscriptions;
import dev.voltaire.value.PartyId;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.response.ValidatableResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/// Customers who pay, an issuer of their own, and sessions they are charged for.
@ApplicationScoped
public class InvoiceWorld {
    public static final Instant PERIOD_END = Instant.now().truncatedTo(ChronoUnit.HOURS);
    public static final Instant PERIOD_START = PERIOD_END.minus(Duration.ofDays(30));

    @Inject
    Customers customers;

    @Inject
    CdrReception reception;

    @Inject
    OrganisationUnitRepository units;

    @Inject
    EntityManager database;

    @Inject
    SubscriptionTemplates templates;

    @Inject
    Subscriptions subscriptions;

    public Customer customer(PaymentMethod method) {
        Customer customer = customers.withACard();
        bill(
                customer,
                method,
                new Address(null, "Dijk", "1", null, null, "1011 AA", "Amsterdam", "NL"),
                "NL804629365B01");
        return customer;
    }

    public Customer frenchCustomer(@Nullable String vatNumber) {
        Customer customer = customers.withACard();
        bill(
                customer,
                PaymentMethod.BANK_TRANSFER,
                new Address(null, "Rue du Moulin", "5", null, null, "59000", "Lille", "FR"),
                vatNumber);
        return customer;
    }

    public void bill(Customer customer, PaymentMethod method, Address address, @Nullable String vatNumber) {
        QuarkusTransaction.requiringNew()
                .run(() -> units.findById(customer.unit().id())
                        .billTo(new BillingAccount(
                                "Windmolen B.V.",
                                address,
                                vatNumber,
                                "24123456",
                                "facturen-" + customer.unit().number() + "@windmolen.example",
                                "PO-7",
                                null,
                                method,
                                14)));
    }

    /// A fee of 5.00 a month since the day.
    public void subscribed(Customer customer, LocalDate since) {
        sql("update profile set created_at = '"
                + since.atTime(9, 0).atZone(ZoneId.of("Europe/Amsterdam")).toInstant() + "' where id = '"
                + customer.profile().id() + "'");
        UUID template = templates
                .create(
                        new SubscriptionTemplate.Particulars(
                                "Fleet " + UUID.randomUUID(),
                                null,
                                List.of("app"),
                                SubscriptionTemplate.Proration.DAILY,
                                SubscriptionTemplate.NonBillable.CHARGED),
                        Money.parse("EUR 5.00"))
                .id();
        subscriptions.subscribe(customer.unit().id(), template, since, Caller.SYSTEM);
    }

    /// How the customer wants its invoices.
    public void wants(Browser operator, Customer customer, Map<String, Object> settings) {
        String path = "/api/v1/org-units/" + customer.unit().id() + "/invoice-settings";
        operator.header("If-Match", operator.get(path).header("ETag"))
                .body(settings)
                .patch(path)
                .then()
                .statusCode(200);
    }

    public String issuer(Browser operator, Map<String, Object> more) {
        Map<String, Object> issuer = new HashMap<>(Map.ofEntries(
                Map.entry("legalName", "Voltaire Mobility B.V."),
                Map.entry("street", "Stationsplein 12"),
                Map.entry("postalCode", "3511 ED"),
                Map.entry("city", "Utrecht"),
                Map.entry("country", "NL"),
                Map.entry("vatNumber", "NL004495445B01"),
                Map.entry("registrationNumber", "30261234"),
                Map.entry("email", "billing@voltaire.example"),
                Map.entry("iban", "NL20INGB0001234567"),
                Map.entry("contactName", "Billing desk"),
                Map.entry("phone", "+31 30 555 0199"),
                Map.entry("creditorIdentifier", "NL98ZZZ302612340000"),
                Map.entry("party", "NL-VLT"),
                Map.entry("timeZone", "Europe/Amsterdam")));
        issuer.putAll(more);
        return operator.request()
                .body(issuer)
                .post("/api/v1/issuers")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    public ValidatableResponse run(Browser operator, String issuer, Customer customer, boolean dryRun) {
        return operator.request()
                .body(Map.of(
                        "issuerId", issuer,
                        "periodStart", PERIOD_START.toString(),
                        "periodEnd", PERIOD_END.toString(),
                        "orgUnitIds", List.of(customer.unit().id()),
                        "dryRun", dryRun))
                .post("/api/v1/invoice-runs")
                .then()
                .statusCode(200);
    }

    /// Invoices what is due and returns the one invoice.
    public String invoice(Browser operator, String issuer, Customer customer) {
        return run(operator, issuer, customer, false).extract().path("invoices[0].invoiceId");
    }

    public String charged(Browser operator, Customer customer, String total, Instant end) {
        return charged(operator, customer, total, end, "FRA", "EUR");
    }

    /// @return the operator's id of the session's CDR
    public String charged(
            Browser operator, Customer customer, String total, Instant end, String country, String currency) {
        String id = UUID.randomUUID().toString();
        Instant start = end.minus(Duration.ofHours(1));
        receive(operator, id, """
                {"country_code": "FR", "party_id": "CPO", "id": "%s", "currency": "%s",
                 "start_date_time": "%s", "end_date_time": "%s", "auth_method": "WHITELIST",
                 "cdr_token": {"uid": "%s", "type": "RFID", "contract_id": "none"},
                 "cdr_location": {"id": "L1", "country": "%s", "evse_uid": "%s", "name": "Quai Voltaire"},
                 "charging_periods": [{"start_date_time": "%s", "dimensions": [{"type": "ENERGY", "volume": 8}]}],
                 "total_cost": {"excl_vat": %s}, "total_energy": 8, "total_time": 1, "last_updated": "%s"}
                """.formatted(
                        id, currency, start, end, customer.card().uid().canonical(), country, id, start, total, end));
        return id;
    }

    /// The operator takes a session back.
    public String credited(Browser operator, Customer customer, String cdr, String total, Instant end) {
        String id = UUID.randomUUID() + "-1";
        Instant start = end.minus(Duration.ofHours(1));
        receive(operator, id, """
                {"country_code": "FR", "party_id": "CPO", "id": "%s", "currency": "EUR",
                 "start_date_time": "%s", "end_date_time": "%s", "auth_method": "WHITELIST",
                 "cdr_token": {"uid": "%s", "type": "RFID", "contract_id": "none"},
                 "cdr_location": {"id": "L1", "country": "FRA", "evse_uid": "%s", "name": "Quai Voltaire"},
                 "charging_periods": [{"start_date_time": "%s", "dimensions": [{"type": "ENERGY", "volume": 8}]}],
                 "credit": true, "credit_reference_id": "%s",
                 "total_cost": {"excl_vat": -%s}, "total_energy": 8, "total_time": 1, "last_updated": "%s"}
                """.formatted(
                        id, start, end, customer.card().uid().canonical(), cdr, start, cdr, total, end));
        return id;
    }

    private void receive(Browser operator, String id, String cdr) {
        reception.receive(UUID.randomUUID(), new PartyId("FR", "CPO"), cdr.getBytes(StandardCharsets.UTF_8));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> operator.request()
                        .get("/api/v1/msp-cdrs?approvalState=APPROVED&q=" + id)
                        .then()
                        .statusCode(200)
                        .body("totalItems", equalTo(1)));
    }

    public String mspCdr(Browser operator, String cdr) {
        return operator.request().get("/api/v1/msp-cdrs?q=" + cdr).path("items[0].id");
    }

    /// As the owner of the tables.
    public void sql(String statement) {
        QuarkusTransaction.requiringNew().run(() -> {
            database.createNativeQuery("set local role none").executeUpdate();
            database.createNativeQuery(statement).executeUpdate();
        });
    }
}
