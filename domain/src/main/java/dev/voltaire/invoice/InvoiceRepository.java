package dev.voltaire.invoice;

import dev.voltaire.listing.Filter;
import dev.voltaire.listing.ListRequest;
import dev.voltaire.listing.Listing;
import dev.voltaire.listing.Listings;
import dev.voltaire.listing.Page;
import dev.voltaire.organisation.Scope;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/// The queries on invoices that people read.
@ApplicationScoped
public class InvoiceRepository implements PanacheRepositoryBase<Invoice, UUID> {
    private final Listings listings;

    @Inject
    InvoiceRepository(Listings listings) {
        this.listings = listings;
    }

    /// A row of the list of invoices; number, reference and date are absent on drafts.
    public record Summary(
            UUID id,
            @Nullable Instant issuedAt,
            @Nullable Long number,
            @Nullable String reference,
            UUID unitId,
            String unitLabel,
            InvoiceType type,
            InvoiceStatus status,
            Money net,
            Money vat,
            Money gross,
            int sessionCount) {}

    private static final Listing<Summary> LISTING = Listing.of(
                    "i.id, i.issued_at, i.number, i.reference, i.organisation_unit_id, i.type, i.status, i.currency, "
                            + "i.net, i.vat, i.gross, i.session_count, "
                            + "coalesce(o.customer_number || ' ', '') || '(' || o.number || ') ' || o.name as unit_label",
                    "invoice i join organisation_unit o on o.id = i.organisation_unit_id")
            .search("(coalesce(i.number::text, '') || ' ' || coalesce(i.reference, '') || ' ' || o.name)")
            .filter("number", values -> Filter.text("i.number::text").apply(values))
            .filter("reference", Filter.text("i.reference"))
            .filter("type", Filter.oneOf("i.type", InvoiceType.class))
            .filter("status", Filter.oneOf("i.status", InvoiceStatus.class))
            .filter("orgUnitId", Scope.unitOrBelow("i.organisation_unit_id"))
            .filter("runId", Filter.id("i.run_id"))
            .filter("currency", Filter.text("i.currency"))
            .period("issued", "i.issued_at")
            .sort("issuedAt", "i.issued_at")
            .sort("number", "i.number")
            .sort("reference", "i.reference")
            .sort("total", "i.gross")
            .sort("status", "i.status")
            .sort("type", "i.type")
            .defaultSort("i.id", "-issuedAt")
            .rows(row -> {
                CurrencyUnit currency = CurrencyUnit.of(row.text("currency"));
                String number = row.maybeText("number");
                return new Summary(
                        row.id("id"),
                        row.maybeInstant("issued_at"),
                        number == null ? null : Long.valueOf(number),
                        row.maybeText("reference"),
                        row.id("organisation_unit_id"),
                        row.text("unit_label"),
                        row.constant("type", InvoiceType.class),
                        row.constant("status", InvoiceStatus.class),
                        Money.of(currency, row.decimal("net"), RoundingMode.UNNECESSARY),
                        Money.of(currency, row.decimal("vat"), RoundingMode.UNNECESSARY),
                        Money.of(currency, row.decimal("gross"), RoundingMode.UNNECESSARY),
                        row.number("session_count"));
            });

    public Page<Summary> list(ListRequest request, Scope scope) {
        return listings.page(LISTING, request, scope.condition("i.organisation_unit_id"));
    }

    /// @throws ProblemException NOT_FOUND when there is none, or none in the scope
    public Invoice get(UUID id, Scope scope) {
        return findByIdOptional(id)
                .filter(invoice -> visible(invoice, scope))
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    private boolean visible(Invoice invoice, Scope scope) {
        return scope == Scope.EVERYTHING
                || scope.contains((String) getEntityManager()
                        .createNativeQuery(
                                "select cast(path as text) from organisation_unit where id = :id", String.class)
                        .setParameter("id", invoice.organisationUnitId())
                        .getSingleResult());
    }

    Optional<Invoice> drafted(UUID run, UUID unit, CurrencyUnit currency) {
        return find("runId = ?1 and organisationUnitId = ?2 and currency = ?3", run, unit, currency.getCode())
                .firstResultOptional();
    }

    List<UUID> draftsOf(UUID run) {
        return getEntityManager()
                .createQuery(
                        "select id from Invoice where runId = :run and status = :draft order by unitNumber, currency",
                        UUID.class)
                .setParameter("run", run)
                .setParameter("draft", InvoiceStatus.DRAFT)
                .getResultList();
    }

    boolean referenceTaken(String reference) {
        return count("reference", reference) > 0;
    }
}
