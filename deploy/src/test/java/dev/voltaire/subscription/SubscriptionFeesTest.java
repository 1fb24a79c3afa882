package dev.voltaire.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.driver.Profile;
import dev.voltaire.driver.Profiles;
import dev.voltaire.fixture.Customers;
import dev.voltaire.identity.Caller;
import dev.voltaire.identity.Role;
import dev.voltaire.organisation.OrganisationUnit;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class SubscriptionFeesTest {
    private static final LocalDate MARCH = LocalDate.of(2026, 3, 8);

    @Inject
    Customers customers;

    @Inject
    Profiles profiles;

    @Inject
    SubscriptionTemplates templates;

    @Inject
    Subscriptions subscriptions;

    @Inject
    SubscriptionFees fees;

    @Inject
    EntityManager database;

    @Test
    void eachProfileOwesItsOwnMonthsOnceHoweverOftenTheyAreAccrued() {
        // given
        OrganisationUnit unit = customers.unit(null);
        UUID early = profile(unit, MARCH, null, Profile.Billable.INHERIT);
        UUID late = profile(unit, MARCH.plusDays(10), null, Profile.Billable.INHERIT);
        subscriptions.subscribe(
                unit.id(), template("5.00", SubscriptionTemplate.NonBillable.CHARGED), MARCH, Caller.SYSTEM);

        // when
        fees.accrue(MARCH.plusMonths(2));
        fees.accrue(MARCH.plusMonths(2));

        // then
        List<SubscriptionFee> due = fees.due(List.of(unit.id()), MARCH.plusMonths(2));
        assertThat(due)
                .extracting(SubscriptionFee::profileId, SubscriptionFee::periodStart)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(early, MARCH),
                        org.assertj.core.groups.Tuple.tuple(early, MARCH.plusMonths(1)),
                        org.assertj.core.groups.Tuple.tuple(late, MARCH.plusDays(10)));
        assertThat(due).allSatisfy(fee -> assertThat(fee.amount()).isEqualTo(Money.parse("EUR 5.00")));
    }

    @Test
    void aDeletedProfileOwesTheDaysItWasThere() {
        OrganisationUnit unit = customers.unit(null);
        profile(unit, MARCH, MARCH.plusMonths(1).plusDays(15), Profile.Billable.INHERIT);
        subscriptions.subscribe(
                unit.id(), template("6.00", SubscriptionTemplate.NonBillable.CHARGED), MARCH, Caller.SYSTEM);

        fees.accrue(MARCH.plusMonths(4));

        assertThat(fees.due(List.of(unit.id()), MARCH.plusMonths(4)))
                .extracting(SubscriptionFee::amount)
                .containsExactly(Money.parse("EUR 6.00"), Money.parse("EUR 3.00"));
    }

    @Test
    void aNonBillableProfilePaysUnlessTheTemplateSaysOtherwise() {
        OrganisationUnit paying = customers.unit(null);
        OrganisationUnit spared = customers.unit(null);
        profile(paying, MARCH, null, Profile.Billable.NON_BILLABLE);
        profile(spared, MARCH, null, Profile.Billable.NON_BILLABLE);
        subscriptions.subscribe(
                paying.id(), template("5.00", SubscriptionTemplate.NonBillable.CHARGED), MARCH, Caller.SYSTEM);
        subscriptions.subscribe(
                spared.id(), template("5.00", SubscriptionTemplate.NonBillable.FREE), MARCH, Caller.SYSTEM);

        fees.accrue(MARCH.plusMonths(1));

        assertThat(fees.due(List.of(paying.id()), MARCH.plusMonths(1))).hasSize(1);
        assertThat(fees.due(List.of(spared.id()), MARCH.plusMonths(1))).isEmpty();
    }

    @Test
    void theNearestSubscriptionCoversAProfile() {
        // given
        OrganisationUnit holding = customers.unit(null);
        OrganisationUnit garage = customers.unit(holding);
        OrganisationUnit depot = customers.unit(holding);
        profile(garage, MARCH, null, Profile.Billable.INHERIT);
        profile(depot, MARCH, null, Profile.Billable.INHERIT);
        subscriptions.subscribe(
                holding.id(), template("5.00", SubscriptionTemplate.NonBillable.CHARGED), MARCH, Caller.SYSTEM);
        subscriptions.subscribe(
                garage.id(),
                template("9.00", SubscriptionTemplate.NonBillable.CHARGED),
                MARCH.plusMonths(1),
                Caller.SYSTEM);

        // when
        fees.accrue(MARCH.plusMonths(2));

        // then
        assertThat(fees.due(List.of(garage.id()), MARCH.plusMonths(2)))
                .extracting(SubscriptionFee::amount)
                .containsExactly(Money.parse("EUR 5.00"), Money.parse("EUR 9.00"));
        assertThat(fees.due(List.of(depot.id()), MARCH.plusMonths(2)))
                .extracting(SubscriptionFee::amount)
                .containsExactly(Money.parse("EUR 5.00"), Money.parse("EUR 5.00"));
    }

    @Test
    void whatHasItsFeeIsHistory() {
        // given
        OrganisationUnit unit = customers.unit(null);
        profile(unit, MARCH, null, Profile.Billable.INHERIT);
        UUID template = template("5.00", SubscriptionTemplate.NonBillable.CHARGED);
        Subscription subscription = subscriptions.subscribe(unit.id(), template, MARCH, Caller.SYSTEM);
        fees.accrue(MARCH.plusMonths(1));

        // then
        assertProblem(Problem.WRONG_STATE, () -> templates.priceFrom(template, MARCH, Money.parse("EUR 7.00")));
        assertProblem(
                Problem.WRONG_STATE, () -> subscriptions.end(subscription.id(), MARCH.plusDays(5), Caller.SYSTEM));
        assertProblem(
                Problem.ALREADY_EXISTS,
                () -> subscriptions.subscribe(unit.id(), template, MARCH.plusMonths(3), Caller.SYSTEM));

        // when
        subscriptions.end(subscription.id(), MARCH.plusMonths(1).plusDays(10), Caller.SYSTEM);
        subscriptions.subscribe(unit.id(), template, MARCH.plusMonths(1).plusDays(10), Caller.SYSTEM);
        fees.accrue(MARCH.plusMonths(3));

        // then
        assertThat(fees.due(List.of(unit.id()), MARCH.plusMonths(3)))
                .extracting(SubscriptionFee::days)
                .containsExactly(31, 10, 30);
    }

    @Test
    void profilesAreCountedByTheDaysTheyWereThere() {
        OrganisationUnit unit = customers.unit(null);
        profile(unit, MARCH, MARCH.plusDays(3), Profile.Billable.INHERIT);
        profile(customers.unit(unit), MARCH.plusDays(1), null, Profile.Billable.INHERIT);

        assertThat(subscriptions.profilesActive(unit.id(), MARCH, MARCH.plusMonths(1), Caller.SYSTEM))
                .isEqualTo(2);
        assertThat(subscriptions.profilesActive(unit.id(), MARCH.plusMonths(1), MARCH.plusMonths(2), Caller.SYSTEM))
                .isEqualTo(1);
    }

    private static void assertProblem(Problem problem, Runnable work) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem()).isEqualTo(problem));
    }

    private UUID template(String fee, SubscriptionTemplate.NonBillable nonBillable) {
        UUID id = templates
                .create(
                        new SubscriptionTemplate.Particulars(
                                "Fleet " + UUID.randomUUID(),
                                null,
                                List.of("app"),
                                SubscriptionTemplate.Proration.DAILY,
                                nonBillable),
                        Money.parse("EUR " + fee))
                .id();
        return id;
    }

    private UUID profile(
            OrganisationUnit unit, LocalDate created, @Nullable LocalDate deleted, Profile.Billable billable) {
        return QuarkusTransaction.requiringNew().call(() -> {
            UUID id = profiles.create(
                            customers.user(unit, Role.EV_DRIVER),
                            unit.id(),
                            Profile.Particulars.named("Mia Laden"),
                            Caller.SYSTEM)
                    .id();
            database.flush();
            database.createNativeQuery("update profile set created_at = :created, deleted_at = :deleted,"
                            + " billable = :billable, status = :status where id = :id")
                    .setParameter("created", created.atTime(9, 0).toInstant(java.time.ZoneOffset.UTC))
                    .setParameter(
                            "deleted",
                            deleted == null ? null : deleted.atTime(9, 0).toInstant(java.time.ZoneOffset.UTC))
                    .setParameter("billable", billable.name())
                    .setParameter("status", deleted == null ? "ACTIVE" : "DELETED")
                    .setParameter("id", id)
                    .executeUpdate();
            return id;
        });
    }
}
