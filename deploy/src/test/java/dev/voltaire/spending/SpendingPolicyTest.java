package dev.voltaire.spending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Cdrs;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.Customers.Customer;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import dev.voltaire.identity.User;
import dev.voltaire.token.Authorisation;
import dev.voltaire.token.AuthorisationDecision;
import dev.voltaire.token.AuthorisationRequest;
import dev.voltaire.value.PartyId;
import io.quarkus.mailer.MockMailbox;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class SpendingPolicyTest {
    private static final String POLICIES = "/api/v1/spending-policies";

    @Inject
    Customers customers;

    @Inject
    Cdrs cdrs;

    @Inject
    SignedIn signedIn;

    @Inject
    Authorisation authorisation;

    @Inject
    SpendingWatch watch;

    @Inject
    MockMailbox mailbox;

    @Inject
    Clock clock;

    @Test
    void aBudgetRefusesWhenItIsUsedUpAndTellsDriverAndManagerOnTheWay() {
        // given
        Customer customer = customers.withACard();
        User manager = customers.user(customer.unit(), Role.ORG_UNIT_ADMIN);
        Browser fleet = signedIn.as(manager);
        String policy = enter(
                fleet,
                Map.of("name", "Ten a day", "profileId", customer.profile().id(), "period", "DAY", "budget", 12));

        // when
        charge(customer);
        watch.run();

        // then nothing but what is known
        assertThat(decide(customer)).isEqualTo("ALLOWED");
        usage(fleet, policy, "5.00", 41);
        assertThat(mails(customer.driver())).isEmpty();

        // when
        charge(customer);
        watch.run();
        watch.run();

        // then the highest threshold passed is told once
        assertThat(decide(customer)).isEqualTo("ALLOWED");
        usage(fleet, policy, "10.00", 83);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(mails(customer.driver())).containsExactly("80 % van het laadbudget van Mia Laden is gebruikt");
            assertThat(mails(manager)).hasSize(1);
        });

        // when
        charge(customer);
        watch.run();
        watch.run();

        // then
        assertThat(decide(customer)).isEqualTo("NO_CREDIT");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(mails(customer.driver())).hasSize(2));
        assertThat(mails(customer.driver()).getLast()).startsWith("100 %");

        // when the policy ends
        fleet.header("If-Match", "\"0\"")
                .post(POLICIES + "/" + policy + "/end")
                .then()
                .statusCode(200);

        // then
        assertThat(decide(customer)).isEqualTo("ALLOWED");
    }

    @Test
    void aUnitSharesItsBudgetWithTheUnitsBelow() {
        // given
        Customer customer = customers.withACard();
        Browser fleet = signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN);
        String shared = enter(
                fleet, Map.of("name", "All of us", "orgUnitId", customer.unit().id(), "period", "DAY", "budget", 5));
        String each = enter(
                fleet,
                Map.of(
                        "name",
                        "Each of us",
                        "orgUnitId",
                        customer.unit().id(),
                        "period",
                        "DAY",
                        "budget",
                        100,
                        "eachProfile",
                        true));

        // when
        charge(customer);
        watch.run();

        // then
        usage(fleet, shared, "5.00", 100);
        fleet.get(POLICIES + "/" + each + "/usage")
                .then()
                .body("holder.id", contains(customer.profile().id().toString()))
                .body("[0].remaining.amount", equalTo("95.00"));
        assertThat(decide(customer)).isEqualTo("NO_CREDIT");
    }

    @Test
    void whatIsRejectedOrCreditedIsNotSpent() {
        // given
        Customer customer = customers.withACard();
        Browser fleet = signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN);
        String policy =
                enter(fleet, Map.of("name", "Little", "tokenId", customer.card().id(), "period", "DAY", "budget", 5));
        String cdrId = Cdrs.newId("c");
        cdrs.received(Cdrs.json(customer, cdrId, "5.00", noon(), ""));
        assertThat(decide(customer)).isEqualTo("NO_CREDIT");

        // when
        cdrs.received(Cdrs.json(
                customer,
                cdrId + "-1",
                "-5.00",
                noon(),
                ", \"credit\": true, \"credit_reference_id\": \"" + cdrId + "\""));

        // then
        usage(fleet, policy, "0.00", 0);
        assertThat(decide(customer)).isEqualTo("ALLOWED");
    }

    @Test
    void usageRulesDecideInTheZoneOfThePolicy() {
        // given a policy for the days that are not today
        Customer customer = customers.withACard();
        Browser fleet = signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN);
        String today = clock.instant().atZone(ZoneId.of(zone())).getDayOfWeek().name();
        List<String> others = Arrays.stream(DayOfWeek.values())
                .map(Enum::name)
                .filter(day -> !day.equals(today))
                .toList();
        String policy =
                enter(fleet, Map.of("name", "Days", "orgUnitId", customer.unit().id(), "weekdays", others));

        // then
        assertThat(decide(customer)).isEqualTo("NOT_ALLOWED");

        // when
        fleet.header("If-Match", "\"0\"")
                .body("{\"weekdays\": null, \"from\": \"11:00\", \"until\": \"14:00\", \"operators\": [\"frcpo\"]}")
                .patch(POLICIES + "/" + policy)
                .then()
                .statusCode(200)
                .body("weekdays", empty())
                .body("from", startsWith("11:00"))
                .body("operators", contains("FR*CPO"));

        // then
        assertThat(decide(customer)).isEqualTo("ALLOWED");
        fleet.header("If-Match", "\"0\"")
                .body("{\"name\": \"Late\"}")
                .patch(POLICIES + "/" + policy)
                .then()
                .statusCode(412);
        fleet.header("If-Match", "\"1\"")
                .body("{\"operators\": [\"NL*RBC\"]}")
                .patch(POLICIES + "/" + policy)
                .then()
                .statusCode(200);
        assertThat(decide(customer)).isEqualTo("NOT_ALLOWED");
    }

    @Test
    void policiesAreEnteredByThoseWhoManageTheUnitAndNamedWhatIsWrong() {
        // given
        Customer customer = customers.withACard();
        Browser fleet = signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN);
        Browser stranger = signedIn.as(customers.unit(null), Role.ORG_UNIT_ADMIN);
        String policy =
                enter(fleet, Map.of("name", "Mine", "orgUnitId", customer.unit().id(), "sessionsPerDay", 9));

        // when then
        stranger.get(POLICIES + "/" + policy).then().statusCode(404);
        stranger.get(POLICIES + "/" + policy + "/usage").then().statusCode(404);
        stranger.get(POLICIES).then().body("items", empty());
        stranger.body(Map.of("name", "Theirs", "orgUnitId", customer.unit().id()))
                .post(POLICIES)
                .then()
                .statusCode(422)
                .body("violations.field", contains("orgUnitId"));
        signedIn.as(customer.unit(), Role.SUPPORT_AGENT)
                .body(Map.of("name", "Theirs", "orgUnitId", customer.unit().id()))
                .post(POLICIES)
                .then()
                .statusCode(403);
        fleet.body(Map.of("name", "Odd", "budget", 5, "from", "08:00", "timeZone", "UTC+05:00"))
                .post(POLICIES)
                .then()
                .statusCode(422)
                .body("violations.field", hasItems("orgUnitId", "period", "until", "timeZone"));
        fleet.get(POLICIES + "?inForce=true&orgUnitId=" + customer.unit().id())
                .then()
                .body("items", hasSize(1))
                .body("items[0].timeZone", equalTo("Europe/Amsterdam"))
                .body("items[0].allowedActions", contains("edit", "end"));
        fleet.get(POLICIES + "/" + policy + "/usage").then().statusCode(200).body("$", empty());
    }

    private String enter(Browser fleet, Map<String, Object> policy) {
        Map<String, Object> body = new HashMap<>(policy);
        if (!policy.containsKey("sessionsPerDay")) {
            body.put("timeZone", zone());
        }
        return fleet.body(body).post(POLICIES).then().statusCode(201).extract().path("id");
    }

    private static void usage(Browser fleet, String policy, String spent, int percent) {
        fleet.get(POLICIES + "/" + policy + "/usage")
                .then()
                .statusCode(200)
                .body("spent.amount", contains(spent))
                .body("[0].percent", equalTo(percent))
                .body("[0].estimated.amount", equalTo("0.00"));
    }

    private void charge(Customer customer) {
        cdrs.received(Cdrs.json(customer, Cdrs.newId("p"), "5.00", noon(), ""));
    }

    /// A zone in which it is about noon, so that no day ends while a test runs.
    private String zone() {
        int ahead = 12 - clock.instant().atZone(ZoneOffset.UTC).getHour();
        return "Etc/GMT" + (ahead >= 0 ? "-" + ahead : "+" + -ahead);
    }

    private Instant noon() {
        return clock.instant().minusSeconds(60);
    }

    private String decide(Customer customer) {
        return switch (authorisation.decide(new AuthorisationRequest(
                customer.card().uid().canonical(),
                null,
                new AuthorisationRequest.Roaming(new PartyId("FR", "CPO"), "L1"),
                clock.instant()))) {
            case AuthorisationDecision.Allowed allowed -> "ALLOWED";
            case AuthorisationDecision.Refused refused -> refused.reason().name();
        };
    }

    private List<String> mails(User user) {
        return mailbox.getMailsSentTo(user.email()).stream()
                .map(mail -> mail.getSubject())
                .filter(subject -> subject.contains("%"))
                .toList();
    }
}
