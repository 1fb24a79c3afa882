package dev.voltaire.invoice;

import dev.voltaire.identity.Caller;
import dev.voltaire.message.Messages;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;

/// Takes back what was invoiced, wholly or in part, by an invoice of its own with a number of its own. No line can be
/// taken back beyond what it charged.
@ApplicationScoped
public class InvoiceCrediting {
    private final InvoiceRepository invoices;
    private final InvoiceFinalising finalising;
    private final CreditedCdrs creditedCdrs;
    private final InvoiceHistory history;
    private final Clock clock;

    @Inject
    InvoiceCrediting(
            InvoiceRepository invoices,
            InvoiceFinalising finalising,
            CreditedCdrs creditedCdrs,
            InvoiceHistory history,
            Clock clock) {
        this.invoices = invoices;
        this.finalising = finalising;
        this.creditedCdrs = creditedCdrs;
        this.history = history;
        this.clock = clock;
    }

    /// What is taken back: nothing named means everything that is left.
    ///
    /// @param amounts net, positive where the line is, by position of the line
    /// @param cdrs credit CDRs of sessions that this invoice charged
    /// @param reason told in the history
    public record Request(Map<Integer, BigDecimal> amounts, List<UUID> cdrs, String reason) {
        public Request {
            amounts = Map.copyOf(amounts);
            cdrs = List.copyOf(cdrs);
        }

        boolean everything() {
            return amounts.isEmpty() && cdrs.isEmpty();
        }
    }

    /// @throws ProblemException WRONG_STATE for a draft or a credit invoice, CREDIT_EXCEEDS_INVOICE, INVALID_PARAMETER
    ///     for a line or a CDR that is not of this invoice
    @Transactional
    public Invoice credit(UUID id, Request request, Caller caller) {
        Invoice original = invoices.getForUpdate(id, caller.reach());
        original.mustBeCreditable();
        Invoice credit = Invoice.crediting(original, clock.instant());
        for (InvoiceLine.Draft line : lines(original, request)) {
            credit.add(line);
        }
        invoices.persistAndFlush(credit);
        for (UUID cdr : request.cdrs()) {
            InvoiceLine.Draft line = creditedCdrs
                    .take(credit, original, cdr)
                    .orElseThrow(() -> new ProblemException(Problem.INVALID_PARAMETER, "mspCdrIds"));
            credit.add(line);
        }
        if (credit.lines().isEmpty()) {
            throw new ProblemException(Problem.CREDIT_EXCEEDS_INVOICE, Objects.requireNonNull(original.number()));
        }
        credit.countSessions(request.cdrs().size());
        finalising.finalise(credit.id(), caller);
        history.append(
                original.id(),
                InvoiceHistory.Type.CREDITED,
                caller.name(),
                credit.number() + (request.reason().isBlank() ? "" : ": " + request.reason()));
        original.markCredited(invoices.credited(original));
        return credit;
    }

    private List<InvoiceLine.Draft> lines(Invoice original, Request request) {
        Map<UUID, BigDecimal> taken = invoices.creditedByLine(original);
        List<InvoiceLine.Draft> lines = new ArrayList<>();
        for (InvoiceLine line : original.lines()) {
            BigDecimal left = line.net().getAmount().add(taken.getOrDefault(line.id(), BigDecimal.ZERO));
            BigDecimal wanted = request.everything() ? left : request.amounts().get(line.position());
            if (wanted == null || wanted.signum() == 0) {
                continue;
            }
            if (wanted.signum() != left.signum() || wanted.abs().compareTo(left.abs()) > 0) {
                throw new ProblemException(Problem.CREDIT_EXCEEDS_INVOICE, Objects.requireNonNull(original.number()));
            }
            lines.add(takingBack(original, line, wanted));
        }
        long known = request.amounts().keySet().stream()
                .filter(position -> original.lines().stream().anyMatch(line -> line.position() == position))
                .count();
        if (known != request.amounts().size()) {
            throw new ProblemException(Problem.INVALID_PARAMETER, "lines");
        }
        return lines;
    }

    private static InvoiceLine.Draft takingBack(Invoice original, InvoiceLine line, BigDecimal wanted) {
        return new InvoiceLine.Draft(
                line.kind(),
                Messages.text(original.language(), "invoice.line.credit", line.description()),
                BigDecimal.ONE,
                money(original, wanted).negated(),
                line.treatment(),
                line.costCentre(),
                line.periodStart(),
                line.periodEnd(),
                line.id());
    }

    private static Money money(Invoice invoice, BigDecimal amount) {
        try {
            return Money.of(invoice.currency(), amount, RoundingMode.UNNECESSARY);
        } catch (ArithmeticException tooFine) {
            throw ProblemException.because(tooFine, Problem.INVALID_PARAMETER, "lines");
        }
    }

    /// What credits an invoice, oldest first.
    @Transactional
    public List<Invoice> of(Invoice original) {
        return invoices.creditsOf(original.id());
    }

    /// The latest one; empty when there is none.
    @Transactional
    public Optional<Invoice> latest(Invoice original) {
        return of(original).reversed().stream().findFirst();
    }
}
