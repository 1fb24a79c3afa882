package dev.voltaire.invoice;

import dev.voltaire.identity.Caller;
import dev.voltaire.invoice.DueRepository.Due;
import dev.voltaire.invoice.InvoiceDrafting.Drafted;
import dev.voltaire.invoice.InvoiceRun.Entry;
import dev.voltaire.invoice.InvoiceRun.Left;
import dev.voltaire.invoice.InvoiceRun.Warning;
import dev.voltaire.organisation.OrganisationUnit;
import dev.voltaire.organisation.OrganisationUnitRepository;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.subscription.SubscriptionFees;
import dev.voltaire.vat.VatDeciding;
import dev.voltaire.vat.VatTable;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Closes a period: one invoice per payer and currency. Every invoice is drafted and finalised in transactions of its
/// own, so a run that is cut off loses nothing and doubles nothing when it is continued.
@ApplicationScoped
public class Invoicing {
    private final InvoiceRunRepository runs;
    private final DueRepository dues;
    private final InvoiceRepository invoices;
    private final IssuerRepository issuers;
    private final OrganisationUnitRepository units;
    private final Customers customers;
    private final InvoiceDrafting drafting;
    private final InvoiceFinalising finalising;
    private final SubscriptionFees fees;
    private final VatDeciding taxes;
    private final Clock clock;

    @Inject
    Invoicing(
            InvoiceRunRepository runs,
            DueRepository dues,
            InvoiceRepository invoices,
            IssuerRepository issuers,
            OrganisationUnitRepository units,
            Customers customers,
            InvoiceDrafting drafting,
            InvoiceFinalising finalising,
            SubscriptionFees fees,
            VatDeciding taxes,
            Clock clock) {
        this.runs = runs;
        this.dues = dues;
        this.invoices = invoices;
        this.issuers = issuers;
        this.units = units;
        this.customers = customers;
        this.drafting = drafting;
        this.finalising = finalising;
        this.fees = fees;
        this.taxes = taxes;
        this.clock = clock;
    }

    /// What is to be closed.
    ///
    /// @param issuerId absent where there is only one
    /// @param start charging that ended before it is late, and gets a line of its own
    /// @param end exclusive
    /// @param payers empty means all
    public record Period(@Nullable UUID issuerId, Instant start, Instant end, List<UUID> payers) {
        public Period {
            payers = List.copyOf(payers);
            if (!start.isBefore(end)) {
                throw new ProblemException(Problem.INVALID_PARAMETER, "periodEnd");
            }
        }
    }

    /// What closing the period would do: every draft is made and rolled back.
    public InvoiceRun preview(Period period) {
        UUID issuer = issuer(period);
        VatTable table = taxes.table();
        List<Due> dues = due(period, issuer);
        List<Entry> entries = new ArrayList<>();
        List<Left> left = new ArrayList<>(left(period));
        for (Due due : dues) {
            QuarkusTransaction.begin();
            try {
                Drafted drafted = drafting.draft(null, issuer, due, period, table, Caller.SYSTEM);
                drafted.invoice().map(invoice -> entry(invoice, null)).ifPresent(entries::add);
                left.addAll(drafted.left());
            } finally {
                QuarkusTransaction.rollback();
            }
        }
        return new InvoiceRun(null, issuer, period.start(), period.end(), entries, left, warnings(dues, issuer));
    }

    /// Drafts and finalises the invoices of the period. Their documents follow from the outbox.
    public InvoiceRun close(Period period, Caller caller) {
        if (period.end().isAfter(clock.instant())) {
            throw new ProblemException(Problem.INVALID_PARAMETER, "periodEnd");
        }
        UUID issuer = issuer(period);
        UUID run = QuarkusTransaction.requiringNew()
                .call(() -> runs.begin(
                        issuer, period.start(), period.end(), period.payers(), caller.name(), clock.instant()));
        return carryOut(run, issuer, period, caller);
    }

    /// Finishes a run that a crash interrupted. One that is complete is only reported.
    ///
    /// @throws ProblemException NOT_FOUND
    public InvoiceRun resume(UUID run, Caller caller) {
        InvoiceRunRepository.Begun begun = QuarkusTransaction.requiringNew()
                .call(() -> runs.find(run))
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
        return carryOut(
                begun.id(),
                begun.issuerId(),
                new Period(begun.issuerId(), begun.start(), begun.end(), begun.payers()),
                caller);
    }

    private InvoiceRun carryOut(UUID run, UUID issuer, Period period, Caller caller) {
        VatTable table = taxes.table();
        List<Due> dues = due(period, issuer);
        List<Left> left = new ArrayList<>(left(period));
        for (Due due : dues) {
            left.addAll(QuarkusTransaction.requiringNew()
                    .call(() -> drafting.draft(run, issuer, due, period, table, caller))
                    .left());
        }
        for (UUID draft : QuarkusTransaction.requiringNew().call(() -> invoices.draftsOf(run))) {
            QuarkusTransaction.requiringNew().run(() -> finalising.finalise(draft, caller));
        }
        List<Warning> warnings = warnings(dues, issuer);
        return QuarkusTransaction.requiringNew().call(() -> {
            runs.complete(run, new InvoiceRunReport(left, warnings), clock.instant());
            List<Entry> entries = invoices.ofRun(run).stream()
                    .map(invoice -> entry(invoice, invoice.id()))
                    .toList();
            return new InvoiceRun(run, issuer, period.start(), period.end(), entries, left, warnings);
        });
    }

    private UUID issuer(Period period) {
        return QuarkusTransaction.requiringNew()
                .call(() -> issuers.choose(period.issuerId()).id());
    }

    private List<Due> due(Period period, UUID issuer) {
        LocalDate day = QuarkusTransaction.requiringNew().call(() -> lastDay(period.end(), issuers.choose(issuer)));
        fees.accrue(day);
        return QuarkusTransaction.requiringNew().call(() -> dues.due(period.end(), day, period.payers()));
    }

    /// The last day that lies in a period at least in part.
    static LocalDate lastDay(Instant end, Issuer issuer) {
        return LocalDate.ofInstant(end.minusNanos(1), issuer.zone());
    }

    private List<Left> left(Period period) {
        return QuarkusTransaction.requiringNew().call(() -> dues.left(period.end(), period.payers()));
    }

    private List<Warning> warnings(List<Due> dues, UUID issuer) {
        return QuarkusTransaction.requiringNew().call(() -> {
            Issuer issuing = issuers.choose(issuer);
            return dues.stream()
                    .map(Due::payerId)
                    .distinct()
                    .map(payer -> Optional.ofNullable(units.findById(payer)).orElseThrow())
                    .flatMap(payer -> customers.flaws(customers.of(payer, issuing)).stream()
                            .map(flaw -> new Warning(flaw, payer.id(), payer.displayName())))
                    .toList();
        });
    }

    private Entry entry(Invoice invoice, @Nullable UUID id) {
        OrganisationUnit payer = units.findById(invoice.organisationUnitId());
        InvoiceTotals totals = invoice.totals();
        return new Entry(id, payer.id(), payer.displayName(), invoice.sessionCount(), totals.net(), totals.gross());
    }
}
