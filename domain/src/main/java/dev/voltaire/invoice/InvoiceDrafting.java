package dev.voltaire.invoice;

import dev.voltaire.currency.ExchangeRateRepository;
import dev.voltaire.identity.Caller;
import dev.voltaire.invoice.DueRepository.Due;
import dev.voltaire.invoice.InvoiceRun.Left;
import dev.voltaire.invoice.InvoiceRun.Reason;
import dev.voltaire.invoice.TakingRepository.Part;
import dev.voltaire.invoice.TakingRepository.Taken;
import dev.voltaire.invoice.TakingRepository.Taking;
import dev.voltaire.organisation.OrganisationUnit;
import dev.voltaire.organisation.OrganisationUnitRepository;
import dev.voltaire.vat.VatDecision;
import dev.voltaire.vat.VatTable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/// Turns what a payer owes into a draft. What cannot be taxed stays out of it, and is named.
@ApplicationScoped
class InvoiceDrafting {
    private final TakingRepository items;
    private final InvoiceRepository invoices;
    private final IssuerRepository issuers;
    private final OrganisationUnitRepository units;
    private final Customers customers;
    private final ExchangeRateRepository rates;
    private final InvoiceHistory history;
    private final Clock clock;

    @Inject
    InvoiceDrafting(
            TakingRepository items,
            InvoiceRepository invoices,
            IssuerRepository issuers,
            OrganisationUnitRepository units,
            Customers customers,
            ExchangeRateRepository rates,
            InvoiceHistory history,
            Clock clock) {
        this.items = items;
        this.invoices = invoices;
        this.issuers = issuers;
        this.units = units;
        this.customers = customers;
        this.rates = rates;
        this.history = history;
        this.clock = clock;
    }

    /// @param invoice absent when nothing was left to invoice
    record Drafted(Optional<Invoice> invoice, List<Left> left) {}

    /// In the caller's transaction. Once more after a crash: the draft that is there stays.
    ///
    /// @param run absent in a dry run
    Drafted draft(@Nullable UUID run, UUID issuerId, Due due, Invoicing.Period period, VatTable table, Caller caller) {
        if (run != null && invoices.drafted(run, due).isPresent()) {
            return new Drafted(Optional.empty(), List.of());
        }
        Issuer issuer = issuers.choose(issuerId);
        OrganisationUnit payer = units.findById(due.payerId());
        Customer customer = customers.of(payer, issuer);
        LocalDate day = period.end().atZone(issuer.zone()).toLocalDate();
        Optional<TaxExchange> exchange = exchange(issuer, due.currency(), day);
        if (exchange.isEmpty() && !issuer.currency().equals(due.currency())) {
            return new Drafted(Optional.empty(), List.of(left(Reason.NO_EXCHANGE_RATE, payer, due.items())));
        }
        Taxation taxation = new Taxation(issuer, customer.party(), table, day);
        InvoiceSettings.Particulars settings = customers.settings(payer);
        Invoice invoice = Invoice.draft(run, issuer, customer, due.currency(), period.end(), clock.instant());
        invoice.isFor(due.profileId());
        exchange.ifPresent(invoice::statesTaxAt);
        invoices.persistAndFlush(invoice);
        boolean whole = settings.invoicePer() == InvoiceSettings.Grouping.UNIT;
        Taking taking = new Taking(invoice, invoices.unitsPaidBy(payer.id()), whole, period.start(), period.end());
        List<Left> left = new ArrayList<>(take(taking, taxation, payer, settings.linePerCostCentre()));
        List<Taken> taken = items.taken(invoice.id(), settings.linePerCostCentre());
        if (taken.isEmpty()) {
            // another run took it all in the meantime, or nothing can be taxed
            invoices.delete(invoice);
            return new Drafted(Optional.empty(), left);
        }
        new InvoiceLines(invoice, taxation, period).addAll(taken);
        int sessions = taken.stream()
                .filter(part -> part.part() == Part.SESSIONS || part.part() == Part.LATE_SESSIONS)
                .mapToInt(Taken::count)
                .sum();
        invoice.countSessions(sessions);
        history.append(invoice.id(), InvoiceHistory.Type.DRAFTED, caller.name(), Integer.toString(sessions));
        return new Drafted(Optional.of(invoice), left);
    }

    private List<Left> take(Taking taking, Taxation taxation, OrganisationUnit payer, boolean perCostCentre) {
        List<Left> left = new ArrayList<>();
        Map<String, VatDecision.Taxed> taxable = new LinkedHashMap<>();
        for (Map.Entry<Optional<String>, Integer> country :
                items.countries(taking).entrySet()) {
            switch (taxation.electricity(country.getKey().orElse(null))) {
                case VatDecision.Taxed taxed -> taxable.put(country.getKey().orElse(""), taxed);
                case VatDecision.Undecided undecided -> left.add(left(reason(undecided), payer, country.getValue()));
            }
        }
        if (!taxable.isEmpty()) {
            items.takeSessions(taking, List.copyOf(taxable.keySet()), perCostCentre);
            taxable.forEach(
                    (country, taxed) -> items.recordTax(taking.invoice().id(), country, Taxation.treatment(taxed)));
        }
        items.takeReimbursements(taking, perCostCentre);
        if (taxation.service() instanceof VatDecision.Taxed) {
            items.takeSubscriptionFees(taking, Invoicing.lastDay(taking.end(), taxation.issuer()));
            items.takeCardOrders(taking);
        }
        return left;
    }

    private Optional<TaxExchange> exchange(Issuer issuer, CurrencyUnit currency, LocalDate day) {
        if (issuer.currency().equals(currency)) {
            return Optional.empty();
        }
        return rates.find(issuer.currency(), currency, day)
                .map(rate -> new TaxExchange(issuer.currency().getCode(), rate.rate(), rate.on(), rate.source()));
    }

    private static Left left(Reason reason, OrganisationUnit payer, int items) {
        return new Left(reason, payer.id(), payer.displayName(), items);
    }

    private static Reason reason(VatDecision.Undecided undecided) {
        return switch (undecided.reason()) {
            case NO_RATE -> Reason.NO_VAT_RATE;
            case CONSUMPTION_COUNTRY_UNKNOWN -> Reason.CONSUMPTION_COUNTRY_UNKNOWN;
            case SELLER_NOT_REGISTERED -> Reason.SELLER_NOT_REGISTERED;
            case BUYER_NOT_REGISTERED -> Reason.BUYER_NOT_REGISTERED;
        };
    }
}
