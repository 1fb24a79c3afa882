package dev.voltaire.reimbursement.payout;

import dev.voltaire.audit.Audit;
import dev.voltaire.identity.Caller;
import dev.voltaire.invoice.BankAccount;
import dev.voltaire.invoice.Issuer;
import dev.voltaire.invoice.IssuerRepository;
import dev.voltaire.organisation.OrganisationUnitRepository;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.reimbursement.payout.PayoutRepository.Payable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Pays drivers: gathers approved statements into one payment file, one payment a driver, and takes in what became of
/// each. A statement is in one payment that stands; one the bank refused is paid by the next run.
@ApplicationScoped
public class Payouts {
    /// SEPA knows no other.
    private static final String EURO = "EUR";

    private final PayoutRepository payouts;
    private final IssuerRepository issuers;
    private final OrganisationUnitRepository units;
    private final Audit audit;
    private final Clock clock;

    @Inject
    Payouts(
            PayoutRepository payouts,
            IssuerRepository issuers,
            OrganisationUnitRepository units,
            Audit audit,
            Clock clock) {
        this.payouts = payouts;
        this.issuers = issuers;
        this.units = units;
        this.audit = audit;
        this.clock = clock;
    }

    /// Why a driver is not in the file.
    public enum Reason {
        /// The driver has entered no bank account.
        NO_ACCOUNT,
        /// Corrections took as much as was charged: it is settled with what comes next.
        NOTHING_DUE
    }

    /// A driver who is left out.
    public record Left(UUID profileId, String profileName, BigDecimal amount, Reason reason) {}

    /// @param runId absent when nobody could be paid
    public record Outcome(@Nullable UUID runId, List<Left> left) {}

    /// @param issuerId whose account pays; absent where there is only one
    /// @param unitId whose drivers, those of the units below included; absent: everybody's
    /// @param executionOn absent: today
    @Transactional
    public Outcome run(@Nullable UUID issuerId, @Nullable UUID unitId, @Nullable LocalDate executionOn, Caller caller) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (executionOn != null && executionOn.isBefore(today)) {
            throw new ProblemException(Problem.INVALID_PARAMETER, "executionOn");
        }
        Issuer issuer = issuers.choose(issuerId);
        String below = unitId == null
                ? caller.reach().literal()
                : "{" + units.get(unitId, caller.reach()).path() + "}";
        Map<UUID, List<Payable>> byDriver = new LinkedHashMap<>();
        for (Payable statement : payouts.lockPayable(EURO, below)) {
            byDriver.computeIfAbsent(statement.profileId(), driver -> new ArrayList<>())
                    .add(statement);
        }
        List<Left> left = new ArrayList<>();
        List<PayoutRepository.NewPayout> payable = new ArrayList<>();
        byDriver.values().forEach(statements -> choose(statements, payable, left));
        if (payable.isEmpty()) {
            return new Outcome(null, left);
        }
        UUID run = UUID.randomUUID();
        String messageId = "HC" + run.toString().replace("-", "");
        CreditTransferFile.Order order = order(messageId, issuer, executionOn == null ? today : executionOn, payable);
        payouts.store(run, issuer.id(), order, payable, CreditTransferFile.write(order), caller.name());
        audit.record(
                "payout-run-created",
                "payout-run",
                run,
                null,
                Map.of(
                        "messageId", messageId,
                        "payments", payable.size(),
                        "total", order.total().toPlainString()));
        return new Outcome(run, left);
    }

    private static void choose(List<Payable> statements, List<PayoutRepository.NewPayout> payable, List<Left> left) {
        Payable driver = statements.getFirst();
        BigDecimal sum = statements.stream().map(Payable::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (sum.signum() <= 0) {
            left.add(new Left(driver.profileId(), driver.profileName(), sum, Reason.NOTHING_DUE));
        } else if (driver.iban() == null || driver.holder() == null) {
            left.add(new Left(driver.profileId(), driver.profileName(), sum, Reason.NO_ACCOUNT));
        } else {
            UUID id = UUID.randomUUID();
            payable.add(new PayoutRepository.NewPayout(
                    id,
                    "HC" + id.toString().replace("-", ""),
                    new CreditTransferFile.Party(driver.holder(), driver.iban(), driver.bic()),
                    sum,
                    remittance(statements),
                    statements));
        }
    }

    private static String remittance(List<Payable> statements) {
        return "Home charging "
                + String.join(
                        " ", statements.stream().map(Payable::number).limit(8).toList());
    }

    private CreditTransferFile.Order order(
            String messageId, Issuer issuer, LocalDate executionOn, List<PayoutRepository.NewPayout> payable) {
        BankAccount account = issuer.bankAccount();
        return new CreditTransferFile.Order(
                messageId,
                clock.instant(),
                executionOn,
                new CreditTransferFile.Party(account.holder(), account.iban(), account.bic()),
                payable.stream()
                        .map(payout -> new CreditTransferFile.Payment(
                                payout.endToEndId(), payout.creditor(), payout.amount(), payout.remittance()))
                        .toList());
    }

    /// The bank made all payments of a run that have no outcome yet.
    @Transactional
    public void markPaid(UUID runId, Caller caller) {
        mustExist(runId);
        for (PayoutRepository.Sent payout : payouts.sent(runId)) {
            settle(payout, new PaymentStatusReport.Outcome(true, null), caller);
        }
    }

    /// One payment came back, or was made after all.
    @Transactional
    public void mark(UUID runId, UUID payoutId, boolean paid, @Nullable String reason, Caller caller) {
        mustExist(runId);
        PayoutRepository.Sent payout = payouts.sent(runId).stream()
                .filter(sent -> sent.id().equals(payoutId))
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
        settle(payout, new PaymentStatusReport.Outcome(paid, reason), caller);
    }

    /// What the bank reports, in pain.002. Repeating it changes nothing.
    ///
    /// @throws ProblemException NOT_FOUND when the report is about another file
    @Transactional
    public void report(UUID runId, byte[] file, Caller caller) {
        PaymentStatusReport report = PaymentStatusReport.read(file);
        if (!payouts.messageId(runId).filter(report.messageId()::equals).isPresent()) {
            throw new ProblemException(Problem.NOT_FOUND);
        }
        for (PayoutRepository.Sent payout : payouts.sent(runId)) {
            PaymentStatusReport.Outcome outcome = report.of(payout.endToEndId());
            if (outcome != null) {
                settle(payout, outcome, caller);
            }
        }
    }

    private void mustExist(UUID runId) {
        if (payouts.messageId(runId).isEmpty()) {
            throw new ProblemException(Problem.NOT_FOUND);
        }
    }

    private void settle(PayoutRepository.Sent payout, PaymentStatusReport.Outcome outcome, Caller caller) {
        Instant now = clock.instant();
        String state = outcome.paid() ? "PAID" : "FAILED";
        payouts.settle(payout, state, outcome.reason(), caller.name(), now);
        audit.record(
                "payout-" + state.toLowerCase(Locale.ROOT),
                "payout",
                payout.id(),
                payout.organisationUnitId(),
                Map.of("reason", outcome.reason() == null ? "" : outcome.reason()));
    }
}
