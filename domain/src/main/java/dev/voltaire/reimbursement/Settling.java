package dev.voltaire.reimbursement;

import dev.voltaire.reimbursement.SettlementRepository.Agreed;
import dev.voltaire.reimbursement.SettlementRepository.Usage;
import dev.voltaire.session.Resolution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Brings the ledger to what a session should come to now, by adding a line when it says something else. May be
/// repeated at any time, for any reason: it looks at the state, not at what changed.
@ApplicationScoped
public class Settling {
    private final SettlementRepository settlements;
    private final HomePricing pricing;
    private final Clock clock;

    @Inject
    Settling(SettlementRepository settlements, HomePricing pricing, Clock clock) {
        this.settlements = settlements;
        this.pricing = pricing;
        this.clock = clock;
    }

    /// A home session without a CDR has nothing to settle yet.
    @Transactional
    public void settleSession(UUID sessionId, Cause cause) {
        settlements.lockedSession(sessionId).ifPresent(usage -> settle(usage, cause));
    }

    /// The usage stays locked until the transaction ends.
    void settle(Usage usage, Cause cause) {
        Optional<Agreed> agreed = agreement(usage);
        Settlement settlement = settlement(usage, agreed);
        Settlement.OnRecord record = settlements.onRecord(usage.subjectId());
        Agreed before = settlements.paidTo(usage.subjectId()).orElse(null);
        if (before != null
                && agreed.isPresent()
                && !before.profileId().equals(agreed.get().profileId())) {
            IneligibilityReason moved = IneligibilityReason.NO_AGREEMENT;
            add(usage, before, new Settlement.Refused(usage.kwh(), moved).from(record), record, cause);
            record = settlements.onRecord(usage.subjectId());
        }
        add(usage, agreed.orElse(before), settlement.from(record), record, cause);
        if (usage.openDoubts() && usage.sessionId() != null) {
            settlements.askForReview(usage.sessionId());
        }
    }

    private void add(
            Usage usage,
            @Nullable Agreed payee,
            Settlement.@Nullable Entry entry,
            Settlement.OnRecord record,
            Cause cause) {
        if (entry != null) {
            Cause why = record.lines() == 0 ? Cause.CHARGED : cause;
            settlements.add(usage, payee, entry, record.lines() + 1, why, clock.instant());
        }
    }

    /// Whose card was shown decides. What no card proves counts only when a person has accepted it, and then for the
    /// only agreement there is at the charger.
    private Optional<Agreed> agreement(Usage usage) {
        if (usage.refused() || !usage.proven() || usage.profileId() == null) {
            List<Agreed> all = usage.accepted() ? settlements.agreementsAt(usage) : List.of();
            return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
        }
        return settlements.agreementFor(usage);
    }

    private Settlement settlement(Usage usage, Optional<Agreed> agreed) {
        IneligibilityReason reason = ineligibility(usage, agreed);
        if (reason != null) {
            return new Settlement.Refused(usage.kwh(), reason);
        }
        if (usage.openDoubts()) {
            return new Settlement.Waiting(usage.kwh(), ReimbursementStatus.IN_REVIEW);
        }
        BigDecimal kwh = usage.countedKwh();
        Optional<Settlement.Price> price = pricing.price(new HomePricing.Charge(
                agreed.orElseThrow().profileId(),
                usage.place().chargerId(),
                usage.sessionId(),
                usage.day(),
                usage.startedAt(),
                usage.endedAt(),
                kwh));
        return price.<Settlement>map(found -> new Settlement.Payable(kwh, found))
                .orElseGet(() -> new Settlement.Waiting(kwh, ReimbursementStatus.PRICE_MISSING));
    }

    private static @Nullable IneligibilityReason ineligibility(Usage usage, Optional<Agreed> agreed) {
        if (usage.resolution() == Resolution.VOID) {
            return IneligibilityReason.VOIDED;
        }
        if (agreed.isEmpty()) {
            return withoutAgreement(usage);
        }
        Purpose purpose = usage.purpose() == null ? agreed.get().defaultPurpose() : usage.purpose();
        return purpose == Purpose.PRIVATE ? IneligibilityReason.PRIVATE_USE : null;
    }

    private static IneligibilityReason withoutAgreement(Usage usage) {
        if (!usage.proven()) {
            return IneligibilityReason.NOT_CARD_PROVEN;
        }
        if (usage.refused()) {
            return IneligibilityReason.TOKEN_REFUSED;
        }
        if (usage.profileId() == null) {
            return IneligibilityReason.NO_TOKEN;
        }
        return usage.allowedHere() ? IneligibilityReason.NO_AGREEMENT : IneligibilityReason.NOT_ALLOWED_AT_CHARGER;
    }
}
