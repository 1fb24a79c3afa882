package dev.voltaire.subscription;

import dev.voltaire.listing.ListRequest;
import dev.voltaire.listing.Page;
import dev.voltaire.organisation.Scope;
import dev.voltaire.subscription.SubscriptionFeeRepository.Coverage;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/// Writes down what every covered profile owes for the periods that are over. Any number of times: each period of a
/// profile has one fee.
@ApplicationScoped
public class SubscriptionFees {
    private static final int PROFILES_AT_ONCE = 500;
    private static final UUID BEFORE_THE_FIRST = new UUID(0, 0);

    private final SubscriptionRepository subscriptions;
    private final SubscriptionFeeRepository fees;
    private final BillingDay day;
    private final Clock clock;

    @Inject
    SubscriptionFees(
            SubscriptionRepository subscriptions, SubscriptionFeeRepository fees, BillingDay day, Clock clock) {
        this.subscriptions = subscriptions;
        this.fees = fees;
        this.day = day;
        this.clock = clock;
    }

    /// All fees that are due today. In transactions of its own.
    public void accrue() {
        accrue(day.today());
    }

    /// All fees due on the day or before, a day in the past or today. In transactions of its own; call it before an
    /// invoice takes `subscription_fee` rows.
    public void accrue(LocalDate until) {
        LocalDate today = day.today();
        LocalDate limit = until.isAfter(today) ? today : until;
        List<UUID> all = QuarkusTransaction.requiringNew().call(subscriptions::ids);
        for (UUID subscription : all) {
            @Nullable UUID after = BEFORE_THE_FIRST;
            while (after != null) {
                UUID from = after;
                after = QuarkusTransaction.requiringNew().call(() -> accruePage(subscription, limit, from));
            }
        }
    }

    /// What these units owe until the day (inclusive) and no invoice has taken yet, oldest first. Each fee belongs to
    /// exactly the unit of its profile; name the units below as well to have theirs.
    @Transactional
    public List<SubscriptionFee> due(Collection<UUID> unitIds, LocalDate until) {
        return fees.due(unitIds, until);
    }

    /// What a unit and those below it owe, whether invoiced or not.
    public Page<SubscriptionFee> list(ListRequest request, Scope scope) {
        return fees.list(request, scope);
    }

    private @Nullable UUID accruePage(UUID subscriptionId, LocalDate today, UUID after) {
        Subscription subscription = subscriptions.findById(subscriptionId);
        for (Coverage coverage : fees.coverage(subscription, today, day.zone(), after, PROFILES_AT_ONCE)) {
            LocalDate notBefore = coverage.accruedUntil() == null ? coverage.from() : coverage.accruedUntil();
            for (SubscriptionPeriod period :
                    SubscriptionPeriod.over(coverage.from(), coverage.until(), notBefore, today)) {
                Money price = subscription.template().feeOn(period.start());
                fees.insert(
                        subscription,
                        coverage,
                        period,
                        price,
                        subscription.template().feeFor(period),
                        clock.instant());
            }
        }
        return fees.lastOfPage(subscription, after, PROFILES_AT_ONCE);
    }
}
