package dev.voltaire.invoice;

import dev.voltaire.identity.Caller;
import dev.voltaire.invoice.InvoiceRun.Entry;
import dev.voltaire.invoice.InvoiceRun.Left;
import dev.voltaire.invoice.InvoiceRun.Reason;
import dev.voltaire.invoice.InvoiceRunRepository.Due;
import dev.voltaire.organisation.OrganisationUnit;
import dev.voltaire.organisation.OrganisationUnitRepository;
import dev.voltaire.outbox.Outbox;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/// Closes a period: one invoice per payer and currency. Every invoice is drafted and finalised in transactions of its
/// own, so a run that is cut off loses nothing and doubles nothing when it is continued.
@ApplicationScoped
public class Invoicing {
    private final InvoiceRunRepository runs;
    private final InvoiceRepository invoices;
    private final IssuerRepository issuers;
    private final OrganisationUnitRepository units;
    private final InvoiceDrafting drafting;
    private final InvoiceHistory history;
    private final Outbox outbox;
    private final Clock clock;

    @Inject
    Invoicing(
            InvoiceRunRepository runs,
            InvoiceRepository invoices,
            IssuerRepository issuers,
            OrganisationUnitRepository units,
            InvoiceDrafting drafting,
            InvoiceHistory history,
            Outbox outbox,
            Clock clock) {
        this.runs = runs;
        this.invoices = invoices;
        this.issuers = issuers;
        this.units = units;
        this.drafting = drafting;
        this.history = history;
        this.outbox = outbox;
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

    /// What closing the period would do. Changes nothing.
    public InvoiceRun preview(Period period) {
        return QuarkusTransaction.requiringNew().call(() -> {
            Issuer issuer = issuers.choose(period.issuerId());
            List<Left> left = new ArrayList<>(runs.left(period.end()));
            List<Entry> entries = new ArrayList<>();
            for (Due due : runs.due(period.end(), period.payers())) {
                OrganisationUnit payer = units.findById(due.payerId());
                if (drafting.vat(payer, issuer, period.end()).isEmpty()) {
                    left.add(new Left(Reason.NO_VAT_RATE, payer.id(), payer.displayName(), due.sessions()));
                } else {
                    entries.add(new Entry(
                            null,
                            payer.id(),
                            payer.displayName(),
                            due.sessions(),
                            Money.of(due.currency(), due.net(), RoundingMode.HALF_UP)));
                }
            }
            return new InvoiceRun(null, issuer.id(), period.start(), period.end(), entries, left);
        });
    }

    /// Drafts and finalises the invoices of the period. Their documents follow from the outbox.
    public InvoiceRun close(Period period, Caller caller) {
        if (period.end().isAfter(clock.instant())) {
            throw new ProblemException(Problem.INVALID_PARAMETER, "periodEnd");
        }
        UUID issuer = QuarkusTransaction.requiringNew()
                .call(() -> issuers.choose(period.issuerId()).id());
        UUID run = QuarkusTransaction.requiringNew()
                .call(() -> runs.begin(
                        issuer, period.start(), period.end(), period.payers(), caller.name(), clock.instant()));
        return carryOut(run, issuer, period, caller);
    }

    /// Finishes what a crash interrupted.
    void resume(InvoiceRunRepository.Begun begun) {
        carryOut(
                begun.id(),
                begun.issuerId(),
                new Period(begun.issuerId(), begun.start(), begun.end(), begun.payers()),
                Caller.SYSTEM);
    }

    private InvoiceRun carryOut(UUID run, UUID issuer, Period period, Caller caller) {
        List<Due> dues = QuarkusTransaction.requiringNew().call(() -> runs.due(period.end(), period.payers()));
        List<Left> left = new ArrayList<>(QuarkusTransaction.requiringNew().call(() -> runs.left(period.end())));
        for (Due due : dues) {
            QuarkusTransaction.requiringNew()
                    .call(() -> drafting.draft(run, issuer, due, period, caller))
                    .ifPresent(left::add);
        }
        List<Entry> entries = new ArrayList<>();
        for (UUID draft : QuarkusTransaction.requiringNew().call(() -> invoices.draftsOf(run))) {
            entries.add(QuarkusTransaction.requiringNew().call(() -> finalise(draft, caller)));
        }
        QuarkusTransaction.requiringNew().run(() -> runs.complete(run, clock.instant()));
        return new InvoiceRun(run, issuer, period.start(), period.end(), entries, left);
    }

    private Entry finalise(UUID id, Caller caller) {
        Invoice invoice = Optional.ofNullable(invoices.findById(id)).orElseThrow();
        Issuer issuer = issuers.choose(invoice.issuerId());
        InvoiceRunRepository.Numbered numbered = runs.nextNumber(issuer.id(), clock.instant());
        String reference = reference(invoice, issuer, numbered.issuedAt(), null);
        if (invoices.referenceTaken(reference)) {
            reference = reference(invoice, issuer, numbered.issuedAt(), invoice.id());
        }
        invoice.finalise(numbered.number(), reference, numbered.issuedAt());
        history.append(id, InvoiceHistory.Type.FINALISED, caller.name(), Long.toString(numbered.number()));
        outbox.publish(new InvoiceFinalised(id));
        OrganisationUnit payer = units.findById(invoice.organisationUnitId());
        return new Entry(id, payer.id(), payer.displayName(), invoice.sessionCount(), invoice.net());
    }

    private static String reference(Invoice invoice, Issuer issuer, Instant at, @Nullable UUID collidesAs) {
        return InvoiceReference.of(
                invoice.buyer().country(), invoice.currency(), at, issuer.provider(), invoice.unitNumber(), collidesAs);
    }
}
