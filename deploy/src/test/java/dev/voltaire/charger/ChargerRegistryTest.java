package dev.voltaire.charger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Customers;
import dev.voltaire.organisation.OrganisationUnit;
import dev.voltaire.sql.Sql;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class ChargerRegistryTest {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @Inject
    Customers customers;

    @Inject
    ChargerOnboarding onboarding;

    @Inject
    Sql sql;

    @Inject
    ComingMonths months;

    private final String here = "here-" + UUID.randomUUID();
    private final String there = "there-" + UUID.randomUUID();

    private UUID charger() {
        OrganisationUnit unit = customers.withACard().unit();
        return onboarding
                .register(new ChargerOnboarding.NewCharger(
                        "HOME-" + UUID.randomUUID(), unit.id(), Set.of(), "Garage", null, null, null))
                .charger()
                .id();
    }

    private List<String> nodeOf(UUID charger) {
        return sql.query(
                "SELECT coalesce(node, 'none') FROM charger_connection WHERE charger_id = ?",
                row -> row.getString(1),
                charger);
    }

    private ChargerPresence connected(String node, UUID charger, UUID connection, Instant at) {
        ChargerPresence presence = new ChargerPresence(sql);
        presence.connected(charger, connection, "ocpp1.6", at);
        presence.flush(node, at);
        return presence;
    }

    @Test
    void aNewerConnectionOnAnotherNodeReplacesTheOlderOneOnce() {
        // given
        UUID charger = charger();
        UUID older = UUID.randomUUID();
        ChargerPresence first = connected(here, charger, older, NOW);

        // when
        ChargerPresence second = connected(there, charger, UUID.randomUUID(), NOW.plusSeconds(1));

        // then
        assertThat(nodeOf(charger)).containsExactly(there);
        assertThat(second.replaced(there)).isEmpty();
        assertThat(first.replaced(here)).containsExactly(new ChargerPresence.Replaced(charger, older));
        assertThat(first.replaced(here)).isEmpty();
        first.disconnected(charger, older, NOW.plusSeconds(2));
        first.flush(here, NOW.plusSeconds(2));
        assertThat(nodeOf(charger)).containsExactly(there);
    }

    @Test
    void aConnectionReportedLateLosesAgainstTheNewerOneOfAnotherNode() {
        // given
        UUID charger = charger();
        UUID older = UUID.randomUUID();
        connected(there, charger, UUID.randomUUID(), NOW.plusSeconds(1));

        // when
        ChargerPresence late = connected(here, charger, older, NOW);

        // then
        assertThat(nodeOf(charger)).containsExactly(there);
        assertThat(late.replaced(here)).containsExactly(new ChargerPresence.Replaced(charger, older));
    }

    @Test
    void aReconnectionToTheSameNodeReplacesNothing() {
        UUID charger = charger();
        connected(here, charger, UUID.randomUUID(), NOW);
        ChargerPresence again = connected(here, charger, UUID.randomUUID(), NOW.plusSeconds(1));
        assertThat(again.replaced(here)).isEmpty();
    }

    @Test
    void theChargersOfACrashedNodeAreNoLongerOnline() {
        // given
        UUID charger = charger();
        UUID other = charger();
        ChargerPresence crashed = connected(here, charger, UUID.randomUUID(), NOW);
        ChargerPresence alive = connected(there, other, UUID.randomUUID(), NOW);
        assertThat(crashed.beat(here, NOW)).isTrue();
        assertThat(alive.beat(there, NOW)).isTrue();
        Instant later = NOW.plus(ChargerPresence.LEASE).plusSeconds(5);
        assertThat(alive.beat(there, later)).isFalse();

        // when
        alive.release(null, later);

        // then
        assertThat(nodeOf(charger)).containsExactly("none");
        assertThat(nodeOf(other)).containsExactly(there);
        assertThat(crashed.beat(here, later)).as("it must register again").isTrue();
    }

    @Test
    void comingMonthsGetPartitionsOfTheirOwn() {
        // given
        LocalDate month = LocalDate.now().plusYears(7).withDayOfMonth(1);

        // when
        months.prepare(month);
        months.prepare(month);

        // then
        assertThat(sql.query(
                        """
                        SELECT p.relname FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent
                        JOIN pg_class c ON c.oid = i.inhrelid WHERE c.relname LIKE ? ORDER BY 1
                        """,
                        row -> row.getString(1),
                        "%"
                                + month.plusMonths(ComingMonths.AHEAD - 1L)
                                        .toString()
                                        .substring(0, 7)
                                        .replace('-', '_')))
                .contains("charger_event", "charger_message", "meter_value");
    }
}
