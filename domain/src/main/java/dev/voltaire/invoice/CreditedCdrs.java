package dev.voltaire.invoice;

import dev.voltaire.message.Messages;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.vat.VatDeciding;
import dev.voltaire.vat.VatDecision;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/// Credit CDRs: an operator took a session back that we have invoiced.
@ApplicationScoped
class CreditedCdrs {
    private final EntityManager database;
    private final IssuerRepository issuers;
    private final VatDeciding taxes;

    @Inject
    CreditedCdrs(EntityManager database, IssuerRepository issuers, VatDeciding taxes) {
        this.database = database;
        this.issuers = issuers;
        this.taxes = taxes;
    }

    /// Pins a credit CDR to a credit invoice, taxed as the session it takes back was: the tax of a correction follows
    /// what it corrects. Empty when it is none of that invoice, is not approved, or is invoiced already.
    Optional<InvoiceLine.Draft> take(Invoice credit, Invoice original, UUID cdr) {
        List<Tuple> taken = database.createNativeQuery("""
                        with picked as (
                            select m.id, m.current_version, m.total_excl_vat, m.cdr_id, m.started_at, i.country,
                                   i.cost_centre, i.vat_rule, i.vat_category, i.vat_percent
                            from msp_cdr m join invoiced_cdr i on i.msp_cdr_id = m.credited_msp_cdr_id
                            where m.id = :cdr and i.invoice_id = :original and m.credit and m.invoice_id is null
                              and m.approval_state = 'APPROVED' and m.price_calculated and m.currency = :currency
                            limit 1 for update of m),
                        marked as (update msp_cdr set invoice_id = :credit where id in (select id from picked)),
                        pinned as (
                            insert into invoiced_cdr (msp_cdr_id, version, invoice_id, late, net, country, cost_centre,
                                vat_rule, vat_category, vat_percent)
                            select id, current_version, :credit, false, total_excl_vat, country, cost_centre,
                                   vat_rule, vat_category, vat_percent from picked)
                        select cdr_id, total_excl_vat, started_at, country, cost_centre from picked
                        """, Tuple.class)
                .setParameter("cdr", cdr)
                .setParameter("original", original.id())
                .setParameter("credit", credit.id())
                .setParameter("currency", original.currencyCode())
                .getResultList();
        return taken.stream().findFirst().map(row -> line(original, row));
    }

    /// The line the session was part of: the one of its cost centre that is taxed as its country was.
    private InvoiceLine charged(Invoice original, @Nullable String country, @Nullable String costCentre) {
        Issuer issuer = issuers.choose(original.issuerId());
        Instant end = Objects.requireNonNullElse(original.periodEnd(), original.createdAt());
        VatDecision decision = new Taxation(
                        issuer,
                        original.buyer(),
                        taxes.table(),
                        end.atZone(issuer.zone()).toLocalDate())
                .electricity(country);
        return original.lines().stream()
                .filter(line -> line.kind() == InvoiceLineKind.SESSIONS)
                .filter(line -> Objects.equals(line.costCentre(), costCentre))
                .max(Comparator.comparing(line -> taxedAs(line, decision)))
                .orElseThrow(() -> new ProblemException(Problem.INVALID_PARAMETER, "mspCdrIds"));
    }

    private static boolean taxedAs(InvoiceLine line, VatDecision decision) {
        return switch (decision) {
            case VatDecision.Taxed taxed -> Taxation.treatment(taxed).equals(line.treatment());
            case VatDecision.Undecided undecided -> false;
        };
    }

    private InvoiceLine.Draft line(Invoice original, Tuple row) {
        InvoiceLine charged = charged(original, row.get("country", String.class), row.get("cost_centre", String.class));
        BigDecimal net = row.get("total_excl_vat", BigDecimal.class);
        Instant startedAt = row.get("started_at", Instant.class);
        return new InvoiceLine.Draft(
                InvoiceLineKind.SESSIONS,
                Messages.text(
                        original.language(),
                        "invoice.line.credit-session",
                        row.get("cdr_id", String.class),
                        startedAt == null
                                ? ""
                                : startedAt
                                        .atZone(original.zone())
                                        .toLocalDate()
                                        .toString()),
                BigDecimal.ONE,
                Money.of(original.currency(), net, RoundingMode.HALF_UP),
                charged.treatment(),
                charged.costCentre(),
                null,
                null,
                charged.id());
    }
}
