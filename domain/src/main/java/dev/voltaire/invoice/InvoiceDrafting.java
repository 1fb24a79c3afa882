package dev.voltaire.invoice;

import dev.voltaire.identity.Caller;
import dev.voltaire.invoice.InvoiceRun.Left;
import dev.voltaire.invoice.InvoiceRun.Reason;
import dev.voltaire.invoice.InvoiceRunRepository.Due;
import dev.voltaire.invoice.InvoiceRunRepository.Part;
import dev.voltaire.invoice.InvoiceRunRepository.Taken;
import dev.voltaire.message.Language;
import dev.voltaire.message.Messages;
import dev.voltaire.organisation.OrganisationUnit;
import dev.voltaire.organisation.OrganisationUnitRepository;
import dev.voltaire.vat.VatCategory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/// Turns what a payer owes into the lines of a draft.
@ApplicationScoped
class InvoiceDrafting {
    /// Everybody is taxed at the standard rate of the payer's own country.
    private static final String SIMPLE = "SIMPLE";

    /// What we paid a driver in the customer's name is no supply of ours.
    private static final VatTreatment DISBURSEMENT =
            new VatTreatment(VatCategory.EXEMPT, BigDecimal.ZERO, "DISBURSEMENT");

    private final InvoiceRunRepository runs;
    private final InvoiceRepository invoices;
    private final IssuerRepository issuers;
    private final OrganisationUnitRepository units;
    private final InvoiceHistory history;
    private final Clock clock;

    @Inject
    InvoiceDrafting(
            InvoiceRunRepository runs,
            InvoiceRepository invoices,
            IssuerRepository issuers,
            OrganisationUnitRepository units,
            InvoiceHistory history,
            Clock clock) {
        this.runs = runs;
        this.invoices = invoices;
        this.issuers = issuers;
        this.units = units;
        this.history = history;
        this.clock = clock;
    }

    /// Empty when the payer's country has no rate: rather no invoice than a wrong one.
    Optional<VatTreatment> vat(OrganisationUnit payer, Issuer issuer, Instant end) {
        return runs.vatPercent(
                        Payer.of(payer, null).party().country(),
                        end.atZone(issuer.zone()).toLocalDate())
                .map(percent -> new VatTreatment(VatCategory.STANDARD, percent, SIMPLE));
    }

    /// @return why there is no draft
    Optional<Left> draft(UUID run, UUID issuerId, Due due, Invoicing.Period period, Caller caller) {
        if (invoices.drafted(run, due.payerId(), due.currency()).isPresent()) {
            return Optional.empty();
        }
        Issuer issuer = issuers.choose(issuerId);
        OrganisationUnit payer = units.findById(due.payerId());
        Optional<VatTreatment> treatment = vat(payer, issuer, period.end());
        if (treatment.isEmpty()) {
            return Optional.of(new Left(Reason.NO_VAT_RATE, payer.id(), payer.displayName(), due.sessions()));
        }
        Invoice invoice =
                Invoice.draft(run, issuer, Payer.of(payer, null), due.currency(), period.end(), clock.instant());
        invoices.persistAndFlush(invoice);
        runs.takeSessions(invoice, period.start(), period.end());
        runs.takeReimbursements(invoice, period.end());
        List<Taken> taken = runs.taken(invoice.id());
        if (taken.isEmpty()) {
            // another run took it all in the meantime
            invoices.delete(invoice);
            return Optional.empty();
        }
        int sessions = 0;
        for (Taken part : taken) {
            invoice.add(line(invoice, part, treatment.get(), period));
            sessions += part.part() == Part.REIMBURSEMENTS ? 0 : part.count();
        }
        invoice.countSessions(sessions);
        history.append(invoice.id(), InvoiceHistory.Type.DRAFTED, caller.name(), Integer.toString(sessions));
        return Optional.empty();
    }

    private static InvoiceLine.Draft line(
            Invoice invoice, Taken taken, VatTreatment standard, Invoicing.Period period) {
        return switch (taken.part()) {
            case SESSIONS ->
                line(invoice, InvoiceLineKind.SESSIONS, "sessions", taken, standard, period.start(), period.end());
            case LATE_SESSIONS ->
                line(invoice, InvoiceLineKind.SESSIONS, "sessions-late", taken, standard, null, period.start());
            case REIMBURSEMENTS ->
                line(invoice, InvoiceLineKind.REIMBURSEMENT, "reimbursement", taken, DISBURSEMENT, null, period.end());
        };
    }

    private static InvoiceLine.Draft line(
            Invoice invoice,
            InvoiceLineKind kind,
            String text,
            Taken taken,
            VatTreatment treatment,
            @Nullable Instant start,
            Instant end) {
        String before = DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(
                        invoice.language() == Language.EN
                                ? Locale.UK
                                : invoice.language().locale())
                .format(end.atZone(invoice.zone()));
        return new InvoiceLine.Draft(
                kind,
                Messages.text(invoice.language(), "invoice.line." + text, before),
                BigDecimal.ONE,
                Money.of(invoice.currency(), taken.net(), RoundingMode.HALF_UP),
                treatment,
                null,
                start,
                end,
                null);
    }
}
