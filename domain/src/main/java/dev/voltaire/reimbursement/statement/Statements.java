package dev.voltaire.reimbursement.statement;

import dev.voltaire.listing.Condition;
import dev.voltaire.listing.Filter;
import dev.voltaire.listing.ListRequest;
import dev.voltaire.listing.Listing;
import dev.voltaire.listing.Listings;
import dev.voltaire.listing.Page;
import dev.voltaire.listing.Row;
import dev.voltaire.message.Language;
import dev.voltaire.organisation.OrganisationUnitRepository;
import dev.voltaire.organisation.Scope;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.reimbursement.IneligibilityReason;
import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/// Statements as people look them up.
@ApplicationScoped
public class Statements {
    private static final String ANY_MONTH = "s.month = any (cast(? as date[]))";
    private static final Listing<Statement> LISTING = Listing.of(
                    "s.*, p.name as profile_name, " + OrganisationUnitRepository.LABEL + " as unit_label",
                    "reimbursement_statement s join profile p on p.id = s.profile_id"
                            + " join organisation_unit o on o.id = s.organisation_unit_id")
            .search("(s.number || ' ' || p.name)")
            .filter("orgUnitId", Scope.unitOrBelow("s.organisation_unit_id"))
            .filter("profileId", Filter.id("s.profile_id"))
            .filter("state", Filter.oneOf("s.state", Statement.State.class))
            .filter("currency", Filter.text("s.currency"))
            .filter("month", Statements::months)
            .period("issued", "s.issued_at")
            .sort("issuedAt", "s.issued_at")
            .sort("month", "s.month")
            .sort("amount", "s.amount")
            .sort("kwh", "s.kwh")
            .sort("state", "s.state")
            .sort("profile", "p.name")
            .defaultSort("s.id", "-month", "profile")
            .rows(Statements::statement);

    private final Listings listings;
    private final Sql sql;

    @Inject
    Statements(Listings listings, Sql sql) {
        this.listings = listings;
        this.sql = sql;
    }

    /// A line of a statement as it is printed.
    public record Item(
            LocalDate chargedOn,
            String place,
            BigDecimal kwh,
            @Nullable BigDecimal pricePerKwh,
            BigDecimal amount,
            boolean correction,
            @Nullable IneligibilityReason reason) {}

    private static Condition months(List<String> values) {
        String[] days = values.stream()
                .map(value -> YearMonth.parse(value).atDay(1).toString())
                .toArray(String[]::new);
        return Condition.of(ANY_MONTH, (Object) days);
    }

    private static Statement statement(Row row) {
        LocalDate month = Objects.requireNonNull(row.maybeDate("month"));
        return new Statement(
                row.id("id"),
                row.number("version"),
                row.id("organisation_unit_id"),
                row.text("unit_label"),
                row.id("profile_id"),
                row.text("profile_name"),
                row.text("number"),
                YearMonth.from(month),
                row.number("revision"),
                Language.valueOf(row.text("language").toUpperCase(Locale.ROOT)),
                row.number("lines"),
                row.decimal("kwh"),
                Money.of(CurrencyUnit.of(row.text("currency")), row.decimal("amount"), RoundingMode.UNNECESSARY),
                row.constant("state", Statement.State.class),
                row.instant("issued_at"),
                row.maybeText("decided_by"),
                row.maybeInstant("decided_at"),
                row.maybeText("decision_note"),
                row.maybeInstant("paid_at"),
                row.maybeText("payment_reference"));
    }

    public Page<Statement> list(ListRequest request, Scope scope) {
        return listings.page(LISTING, request, scope.condition("s.organisation_unit_id"));
    }

    public Page<Statement> ofDriver(ListRequest request, UUID userId) {
        return listings.page(LISTING, request, drivers(userId));
    }

    /// @throws ProblemException NOT_FOUND outside the scope
    public Statement get(UUID id, Scope scope) {
        return only(id, scope.condition("s.organisation_unit_id"));
    }

    public Statement ownedBy(UUID userId, UUID id) {
        return only(id, drivers(userId));
    }

    private Statement only(UUID id, Condition restriction) {
        return listings
                .page(LISTING, ListRequest.firstPage(), restriction, Condition.of("s.id = ?", id))
                .items()
                .stream()
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    private static Condition drivers(UUID userId) {
        return Condition.of("s.profile_id in (select id from profile where user_id = ?)", userId);
    }

    /// In the order they were charged.
    @Transactional
    public List<Item> items(Statement statement) {
        return sql.query(
                """
                SELECT r.charged_on, coalesce(r.place_name, c.name, '') AS place, r.kwh, r.price_per_kwh, l.amount,
                       r.kind, r.reason
                FROM reimbursement_statement_line l JOIN reimbursement r ON r.id = l.reimbursement_id
                LEFT JOIN charger c ON c.id = r.charger_id
                WHERE l.statement_id = ? ORDER BY r.started_at, r.subject_id, r.position
                """,
                row -> new Item(
                        row.getObject("charged_on", LocalDate.class),
                        row.getString("place"),
                        row.getBigDecimal("kwh"),
                        row.getBigDecimal("price_per_kwh"),
                        row.getBigDecimal("amount"),
                        row.getString("kind").equals("CORRECTION"),
                        Optional.ofNullable(row.getString("reason"))
                                .map(IneligibilityReason::valueOf)
                                .orElse(null)),
                statement.id());
    }
}
