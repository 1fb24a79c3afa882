package dev.voltaire.cdr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.Customers.Customer;
import dev.voltaire.value.PartyId;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class CdrReceptionTest {
    private static final PartyId OPERATOR = new PartyId("FR", "CPO");
    private static final UUID PARTNER = UUID.randomUUID();

    @Inject
    CdrReception reception;

    @Inject
    Customers customers;

    @Inject
    EntityManager database;

    @Inject
    Clock clock;

    @Test
    void aCdrBecomesWhatTheCustomerIsCharged() {
        // given
        Customer customer = customers.withACard();
        byte[] raw = cdr("a-" + UUID.randomUUID().toString().substring(0, 20), customer, "5.00", "");

        // when
        Reception outcome = reception.receive(PARTNER, OPERATOR, raw);

        // then
        UUID id = ((Reception.Stored) outcome).id();
        assertThat(one("select raw from cpo_cdr where id = ?1", id).get(0)).isEqualTo(raw);
        Tuple charged = assessed(id);
        assertThat(charged.get("organisation_unit_id"))
                .isEqualTo(customer.unit().id());
        assertThat(charged.get("profile_id")).isEqualTo(customer.profile().id());
        assertThat(charged.get("approval_state")).isEqualTo("APPROVED");
        assertThat((BigDecimal) charged.get("total_excl_vat")).isEqualByComparingTo("5.00");
        assertThat(one("select verdict from cdr_assessment where cpo_cdr_id = ?1", id)
                        .get(0))
                .isEqualTo("OK");
    }

    @Test
    void theSameCdrAgainChangesNothing() {
        // given
        Customer customer = customers.withACard();
        String cdrId = "b-" + UUID.randomUUID().toString().substring(0, 20);
        Reception first = reception.receive(PARTNER, OPERATOR, cdr(cdrId, customer, "5.00", ""));

        // when
        Reception shouted =
                reception.receive(PARTNER, OPERATOR, cdr(cdrId.toUpperCase(Locale.ROOT), customer, "5.00", ""));
        Reception respelled = reception.receive(PARTNER, OPERATOR, cdr(cdrId, customer, "5.0", " \n"));

        // then
        UUID id = ((Reception.Stored) first).id();
        assertThat(respelled).isEqualTo(new Reception.AlreadyStored(id));
        assertThat(shouted).isEqualTo(new Reception.AlreadyStored(id));
    }

    @Test
    void otherContentUnderAUsedIdIsRefusedAndKept() {
        // given
        Customer customer = customers.withACard();
        String cdrId = "c-" + UUID.randomUUID().toString().substring(0, 20);
        UUID id = ((Reception.Stored) reception.receive(PARTNER, OPERATOR, cdr(cdrId, customer, "5.00", ""))).id();

        // when
        Reception other = reception.receive(PARTNER, OPERATOR, cdr(cdrId, customer, "6.00", ""));

        // then
        assertThat(other).isEqualTo(new Reception.Conflicting(id));
        assertThat(one("select count(*) from cpo_cdr_conflict where cpo_cdr_id = ?1", id)
                        .get(0))
                .isEqualTo(1L);
        assertThat((BigDecimal)
                        one("select total_cost from cpo_cdr where id = ?1", id).get(0))
                .isEqualByComparingTo("5.00");
    }

    @Test
    void aCreditTakesBackWhatWasCharged() {
        // given
        Customer customer = customers.withACard();
        String cdrId = "d-" + UUID.randomUUID().toString().substring(0, 20);
        UUID original =
                ((Reception.Stored) reception.receive(PARTNER, OPERATOR, cdr(cdrId, customer, "5.00", ""))).id();
        Tuple charged = assessed(original);

        // when
        UUID credit = ((Reception.Stored) reception.receive(
                        PARTNER,
                        OPERATOR,
                        cdr(
                                cdrId + "-1",
                                customer,
                                "-5.00",
                                ", \"credit\": true, \"credit_reference_id\": \"" + cdrId + "\"")))
                .id();

        // then
        Tuple credited = assessed(credit);
        assertThat((BigDecimal) credited.get("total_excl_vat")).isEqualByComparingTo("-5.00");
        assertThat(credited.get("credited_msp_cdr_id")).isEqualTo(charged.get("id"));
    }

    @Test
    void aCdrOfNobodyIsKeptAndFlaggedButChargedToNobody() {
        // given
        byte[] raw = new String(
                        cdr("e-" + UUID.randomUUID().toString().substring(0, 20), customers.withACard(), "5.00", ""),
                        StandardCharsets.UTF_8)
                .replaceAll("\"uid\": \"[^\"]*\"", "\"uid\": \"04DEADBEEF0000\"")
                .getBytes(StandardCharsets.UTF_8);

        // when
        UUID id = ((Reception.Stored) reception.receive(PARTNER, OPERATOR, raw)).id();

        // then
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(QuarkusTransaction.requiringNew()
                                .call(() -> database.createNativeQuery(
                                                "select plausibility from cdr_assessment where cpo_cdr_id = ?1",
                                                String.class)
                                        .setParameter(1, id)
                                        .getResultList()))
                        .isEqualTo(List.of("REJECTED")));
        assertThat(one("select count(*) from msp_cdr where cpo_cdr_id = ?1", id).get(0))
                .isEqualTo(0L);
    }

    @Test
    void manyAtOnceAreEachStoredOnceThoughOneOfThemCannotBe() throws Exception {
        // given
        Customer customer = customers.withACard();
        String key = "g-" + UUID.randomUUID().toString().substring(0, 20);
        reception.receive(PARTNER, OPERATOR, cdr(key + "-x", customer, "5.00", ""));
        byte[] indigestible = cdr(key + "-x", customer, "6.00", "");
        indigestible[new String(indigestible, StandardCharsets.UTF_8).indexOf("Quai")] = (byte) 0xFF;
        List<byte[]> sent = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            byte[] cdr = cdr(key + "-" + i / 2, customer, "5.00", "");
            sent.addAll(List.of(cdr, indigestible));
        }

        // when
        List<Future<Reception>> answers;
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            answers = callers.invokeAll(sent.stream()
                    .<Callable<Reception>>map(raw -> () -> reception.receive(PARTNER, OPERATOR, raw))
                    .toList());
        }

        // then
        List<UUID> stored = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            if (sent.get(i) == indigestible) {
                assertThat(answers.get(i).state()).isEqualTo(Future.State.FAILED);
            } else if (answers.get(i).get() instanceof Reception.Stored(UUID id)) {
                assertThat(one("select raw from cpo_cdr where id = ?1", id).get(0))
                        .isEqualTo(sent.get(i));
                stored.add(id);
            } else {
                assertThat(answers.get(i).get()).isInstanceOf(Reception.AlreadyStored.class);
            }
        }
        assertThat(stored).hasSize(30);
        stored.forEach(this::assessed);
    }

    @Test
    void whatIsNotACdrIsNamedUnreadable() {
        assertThat(reception.receive(PARTNER, OPERATOR, "{\"nope\": 1}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Reception.Unreadable.class);
        assertThat(reception.receive(PARTNER, OPERATOR, "{".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Reception.Unreadable.class);
    }

    private Tuple assessed(UUID cpoCdr) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(one("select count(*) from msp_cdr where cpo_cdr_id = ?1", cpoCdr)
                                .get(0))
                        .isEqualTo(1L));
        return one("select * from msp_cdr where cpo_cdr_id = ?1", cpoCdr);
    }

    private Tuple one(String sql, UUID id) {
        return (Tuple) QuarkusTransaction.requiringNew()
                .call(() -> database.createNativeQuery(sql, Tuple.class)
                        .setParameter(1, id)
                        .getSingleResult());
    }

    private byte[] cdr(String id, Customer customer, String total, String more) {
        Instant end = clock.instant().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofMinutes(1));
        Instant start = end.minus(Duration.ofHours(1));
        String cdr = """
                {"country_code": "FR", "party_id": "CPO", "id": "%s", "currency": "EUR", "session_id": "s-1",
                 "start_date_time": "%s", "end_date_time": "%s", "auth_method": "WHITELIST",
                 "cdr_token": {"uid": "%s", "type": "RFID", "contract_id": "none"},
                 "cdr_location": {"id": "L1", "country": "FRA", "evse_uid": "%s", "evse_id": "FR*CPO*E1",
                    "connector_id": "1", "name": "Quai Voltaire"},
                 "tariffs": [{"id": "t", "currency": "EUR", "elements": [
                    {"price_components": [{"type": "ENERGY", "price": 0.25, "step_size": 1}]}]}],
                 "charging_periods": [{"start_date_time": "%s", "dimensions": [
                    {"type": "ENERGY", "volume": 20}]}],
                 "total_cost": {"excl_vat": %s}, "total_energy": 20, "total_time": 1,
                 "last_updated": "%s"%s}
                """.formatted(
                        id,
                        start,
                        end,
                        customer.card().uid().canonical(),
                        customer.card().id(),
                        start,
                        total,
                        end,
                        more);
        return cdr.getBytes(StandardCharsets.UTF_8);
    }
}
