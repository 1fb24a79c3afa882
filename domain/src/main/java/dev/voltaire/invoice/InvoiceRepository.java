package dev.voltaire.invoice;

import dev.voltaire.listing.Condition;
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
import jakarta.persistence.LockModeType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
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
            @Nullable UUID profileId,
            @Nullable String profileName,
            InvoiceType type,
            InvoiceStatus status,
            Money net,
            Money vat,
            Money gross,
            int sessionCount,
            boolean credited) {

        public boolean awaitsPayment() {
            return Invoice.awaitsPayment(status, gross);
        }
    }

    private static final Listing<Summary> LISTING = Listing.of(
                    "i.id, i.issued_at, i.number, i.reference, i.organisation_unit_id, i.type, i.status, i.currency, "
                            + "i.net, i.vat, i.gross, i.session_count, i.profile_id, p.name as profile_name, "
                            + "exists (select from invoice c where c.preceding_invoice_id = i.id) as credited, "
                            + "coalesce(o.customer_number || ' ', '') || '(' || o.number || ') ' || o.name as unit_label",
                    "invoice i join organisation_unit o on o.id = i.organisation_unit_id "
                            + "left join profile p on p.id = i.profile_id")
            .search("(coalesce(i.number::text, '') || ' ' || coalesce(i.reference, '') || ' ' || o.name)")
            .filter("number", values -> Filter.text("i.number::text").apply(values))
            .filter("reference", Filter.text("i.reference"))
            .filter("type", Filter.oneOf("i.type", InvoiceType.class))
            .filter("status", Filter.oneOf("i.status", InvoiceStatus.class))
            .filter("orgUnitId", Scope.unitOrBelow("i.organisation_unit_id"))
            .filter("profileId", Filter.id("i.profile_id"))
            .filter("runId", Filter.id("i.run_id"))
            .filter("currency", Filter.text("i.currency"))
            .filter("totalFrom", values -> Condition.of("i.gross >= ?", amount(values)))
            .filter("totalTo", values -> Condition.of("i.gross <= ?", amount(values)))
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
                        row.maybeId("profile_id"),
                        row.maybeText("profile_name"),
                        row.constant("type", InvoiceType.class),
                        row.constant("status", InvoiceStatus.class),
                        Money.of(currency, row.decimal("net"), RoundingMode.UNNECESSARY),
                        Money.of(currency, row.decimal("vat"), RoundingMode.UNNECESSARY),
                        Money.of(currency, row.decimal("gross"), RoundingMode.UNNECESSARY),
                        row.number("session_count"),
                        row.flag("credited"));
            });

    private static BigDecimal amount(List<String> values) {
        return new BigDecimal(values.getFirst());
    }

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

    /// Locked, for changes that depend on one another.
    public Invoice getForUpdate(UUID id, Scope scope) {
        Invoice invoice = get(id, scope);
        getEntityManager().refresh(invoice, LockModeType.PESSIMISTIC_WRITE);
        return invoice;
    }

    /// The units a payer pays for: itself, and those below it without a billing account of their own between.
    public UUID[] unitsPaidBy(UUID payer) {
        List<UUID> units = getEntityManager()
                .createNativeQuery("""
                        select u.id from organisation_unit u join organisation_unit p on u.path <@ p.path
                        where p.id = :payer and not exists (
                            select from organisation_unit nearer
                            where nearer.payment_method is not null and u.path <@ nearer.path
                              and nearer.path <@ p.path and nearer.id <> p.id)
                        """, UUID.class)
                .setParameter("payer", payer)
                .getResultList();
        return units.toArray(UUID[]::new);
    }

    Optional<Invoice> drafted(UUID run, DueRepository.Due due) {
        String alike = "runId = ?1 and customer.organisationUnitId = ?2 and currency = ?3";
        String currency = due.currency().getCode();
        return (due.profileId() == null
                        ? find(alike + " and profileId is null", run, due.payerId(), currency)
                        : find(alike + " and profileId = ?4", run, due.payerId(), currency, due.profileId()))
                .firstResultOptional();
    }

    List<Invoice> ofRun(UUID run) {
        return list(
                "select distinct i from Invoice i left join fetch i.lines where i.runId = ?1 order by i.number", run);
    }

    /// With their lines, by number.
    public List<Invoice> issued(UUID issuer, Instant start, Instant end) {
        return list(
                "select distinct i from Invoice i left join fetch i.lines "
                        + "where i.seller.issuerId = ?1 and i.issuedAt >= ?2 and i.issuedAt < ?3 order by i.number",
                issuer,
                start,
                end);
    }

    public List<Invoice> creditsOf(UUID original) {
        return list("preceding.invoiceId = ?1 and number is not null order by number", original);
    }

    /// The gross amount of what credits it, negative where it is positive.
    public Money credited(Invoice original) {
        BigDecimal sum = getEntityManager()
                .createQuery(
                        "select coalesce(sum(gross), 0) from Invoice where preceding.invoiceId = :id and number is not null",
                        BigDecimal.class)
                .setParameter("id", original.id())
                .getSingleResult();
        return Money.of(original.currency(), sum, RoundingMode.UNNECESSARY);
    }

    /// What was taken back of each line, negative where the line is positive.
    Map<UUID, BigDecimal> creditedByLine(Invoice original) {
        return getEntityManager()
                .createQuery(
                        "select l.creditedLineId, sum(l.net) from InvoiceLine l "
                                + "where l.invoice.preceding.invoiceId = :id group by l.creditedLineId",
                        Object[].class)
                .setParameter("id", original.id())
                .getResultStream()
                .filter(row -> row[0] != null)
                .collect(Collectors.toMap(row -> (UUID) row[0], row -> (BigDecimal) row[1]));
    }

    List<UUID> draftsOf(UUID run) {
        return getEntityManager()
                .createQuery(
                        "select id from Invoice where runId = :run and status = :draft "
                                + "order by customer.unitNumber, currency, id",
                        UUID.class)
                .setParameter("run", run)
                .setParameter("draft", InvoiceStatus.DRAFT)
                .getResultList();
    }

    boolean referenceTaken(String reference) {
        return count("reference", reference) > 0;
    }
}
