package dev.voltaire.reimbursement;

import dev.voltaire.reimbursement.SettlementRepository.Agreed;
import dev.voltaire.reimbursement.SettlementRepository.Ledger;
import dev.voltaire.reimbursement.SettlementRepository.Line;
import dev.voltaire.reimbursement.SettlementRepository.Usage;
import dev.voltaire.session.Resolution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    public void settleSession(UUID sessionId, Cause cause) {
        settleSessions(List.of(sessionId), cause);
    }

    @Transactional
    public void settleSessions(Collection<UUID> sessionIds, Cause cause) {
        settle(settlements.lockedSessions(sessionIds), cause);
    }

    /// Usages of different subjects; they stay locked until the transaction ends.
    void settle(List<Usage> usages, Cause cause) {
        if (usages.isEmpty()) {
            return;
        }
        Map<UUID, Agreed> agreements = settlements.agreements(
                usages.stream().filter(Settling::provenHolder).toList());
        Map<UUID, Ledger> ledgers = settlements.ledgers(usages);
        List<Line> lines = new ArrayList<>();
        for (Usage usage : usages) {
            Optional<Agreed> agreed = provenHolder(usage)
                    ? Optional.ofNullable(agreements.get(usage.subjectId()))
                    : acceptedHolder(usage);
            lines.addAll(lines(usage, agreed, ledgers.getOrDefault(usage.subjectId(), Ledger.EMPTY), cause));
        }
        settlements.add(lines, clock.instant());
        settlements.askForReview(usages.stream()
                .filter(Usage::openDoubts)
                .map(Usage::sessionId)
                .filter(Objects::nonNull)
                .toList());
    }

    /// Whoever was paid for another driver's energy pays it back first.
    private List<Line> lines(Usage usage, Optional<Agreed> agreed, Ledger ledger, Cause cause) {
        Settlement settlement = settlement(usage, agreed);
        Agreed before = ledger.paidTo();
        Settlement.OnRecord record = ledger.record();
        List<Line> lines = new ArrayList<>(2);
        if (before != null
                && agreed.isPresent()
                && !before.profileId().equals(agreed.get().profileId())) {
            Settlement moved = new Settlement.Refused(usage.kwh(), IneligibilityReason.NO_AGREEMENT);
            record = added(lines, usage, before, moved, record, cause);
        }
        added(lines, usage, agreed.orElse(before), settlement, record, cause);
        return lines;
    }

    private static Settlement.OnRecord added(
            List<Line> lines,
            Usage usage,
            @Nullable Agreed payee,
            Settlement settlement,
            Settlement.OnRecord record,
            Cause cause) {
        Settlement.Entry entry = settlement.from(record);
        if (entry == null) {
            return record;
        }
        lines.add(new Line(usage, payee, entry, record.lines() + 1, record.lines() == 0 ? Cause.CHARGED : cause));
        return record.with(entry);
    }

    /// Whose card was shown decides.
    private static boolean provenHolder(Usage usage) {
        return !usage.refused() && usage.proven() && usage.profileId() != null;
    }

    /// What no card proves counts only when a person has accepted it, and then for the only agreement there is at the
    /// charger.
    private Optional<Agreed> acceptedHolder(Usage usage) {
        List<Agreed> all = usage.accepted() ? settlements.agreementsAt(usage) : List.of();
        return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
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
