package dev.voltaire.reimbursement;

import dev.voltaire.listing.Condition;
import dev.voltaire.listing.Filter;
import dev.voltaire.listing.ListRequest;
import dev.voltaire.listing.Listing;
import dev.voltaire.listing.Listings;
import dev.voltaire.listing.Page;
import dev.voltaire.listing.Row;
import dev.voltaire.organisation.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reimbursements and home energy prices as people look them up.
@ApplicationScoped
public class Reimbursements {
    /// Of the lines of a subject that wait or are refused only the last counts.
    private static final String CURRENT =
            "(r.status = 'PRICED' or not exists (select from reimbursement n where n.subject_id = r.subject_id"
                    + " and n.position > r.position))";
    private static final Listing<Line> LINES = Listing.of(
                    "r.*, p.name as profile_name, coalesce(c.name, r.place_name, '') as charger_name",
                    "reimbursement r left join charger c on c.id = r.charger_id"
                            + " left join profile p on p.id = r.profile_id")
            .always(CURRENT)
            .search("(coalesce(p.name, '') || ' ' || coalesce(c.name, r.place_name, ''))")
            .filter("status", Filter.oneOf("r.status", ReimbursementStatus.class))
            .filter("reason", Filter.oneOf("r.reason", IneligibilityReason.class))
            .filter("orgUnitId", Scope.unitOrBelow("r.organisation_unit_id"))
            .filter("profileId", Filter.id("r.profile_id"))
            .filter("chargerId", Filter.id("r.charger_id"))
            .filter("sessionId", Filter.id("r.session_id"))
            .filter("agreementId", Filter.id("r.agreement_id"))
            .filter("invoiceId", Filter.id("r.invoice_id"))
            .period("start", "r.started_at")
            .sort("startedAt", "r.started_at")
            .sort("kwh", "r.kwh")
            .sort("amount", "r.amount")
            .sort("status", "r.status")
            .defaultSort("r.id", "-startedAt")
            .rows(row -> new Line(
                    row.id("id"),
                    row.id("organisation_unit_id"),
                    row.maybeId("profile_id"),
                    row.maybeText("profile_name"),
                    row.maybeId("charger_id"),
                    row.text("charger_name"),
                    row.maybeId("session_id"),
                    row.id("cpo_cdr_id"),
                    row.maybeId("agreement_id"),
                    row.text("kind").equals("CORRECTION"),
                    row.constant("cause", Cause.class),
                    row.instant("started_at"),
                    row.instant("ended_at"),
                    date(row, "charged_on"),
                    row.decimal("kwh"),
                    row.constant("status", ReimbursementStatus.class),
                    row.maybeConstant("reason", IneligibilityReason.class),
                    row.maybeConstant("price_source", PriceSource.class),
                    row.maybeDecimal("price_per_kwh"),
                    row.maybeText("currency"),
                    row.maybeDecimal("amount"),
                    row.instant("created_at")));

    private static final Listing<HomeEnergyPrice> PRICES = Listing.of(
                    HomeEnergyPriceRepository.COLUMNS, HomeEnergyPriceRepository.TABLES)
            .search("p.name")
            .filter("orgUnitId", Scope.unitOrBelow("h.organisation_unit_id"))
            .filter("profileId", Filter.id("h.profile_id"))
            .filter("chargerId", Filter.id("h.charger_id"))
            .filter("source", Filter.oneOf("h.source", PriceSource.class))
            .filter("status", Filter.oneOf("h.status", HomeEnergyPrice.Status.class))
            .sort("validFrom", "lower(h.valid)")
            .sort("pricePerKwh", "h.price_per_kwh")
            .sort("enteredAt", "h.entered_at")
            .defaultSort("h.id", "-validFrom")
            .rows(row -> new HomeEnergyPrice(
                    row.id("id"),
                    row.id("organisation_unit_id"),
                    row.id("profile_id"),
                    row.text("profile_name"),
                    row.maybeId("charger_id"),
                    row.constant("source", PriceSource.class),
                    row.constant("status", HomeEnergyPrice.Status.class),
                    row.maybeDecimal("price_per_kwh"),
                    row.maybeText("currency"),
                    row.maybeText("country"),
                    row.maybeText("region"),
                    row.maybeId("series_id"),
                    date(row, "valid_from"),
                    row.maybeDate("valid_until"),
                    row.maybeText("note"),
                    row.number("proofs"),
                    row.text("entered_by"),
                    row.instant("entered_at"),
                    row.maybeText("decided_by"),
                    row.maybeInstant("decided_at"),
                    row.maybeText("decision_note")));

    private final Listings listings;

    @Inject
    Reimbursements(Listings listings) {
        this.listings = listings;
    }

    /// What a driver gets back for a session, or the difference a later decision or correction makes.
    ///
    /// @param chargerId, sessionId absent for a charger that another operator runs
    /// @param chargedOn the day where the charger stands
    /// @param reason why nothing is paid, or why it is taken back
    public record Line(
            UUID id,
            UUID organisationUnitId,
            @Nullable UUID profileId,
            @Nullable String profileName,
            @Nullable UUID chargerId,
            String chargerName,
            @Nullable UUID sessionId,
            UUID cpoCdrId,
            @Nullable UUID agreementId,
            boolean correction,
            Cause cause,
            Instant startedAt,
            Instant endedAt,
            LocalDate chargedOn,
            BigDecimal kwh,
            ReimbursementStatus status,
            @Nullable IneligibilityReason reason,
            @Nullable PriceSource priceSource,
            @Nullable BigDecimal pricePerKwh,
            @Nullable String currency,
            @Nullable BigDecimal amount,
            Instant createdAt) {}

    public Page<Line> list(ListRequest request, Scope scope) {
        return listings.page(LINES, request, scope.condition("r.organisation_unit_id"));
    }

    /// The lines of a driver's own charging.
    public Page<Line> ofDriver(ListRequest request, UUID userId) {
        return listings.page(
                LINES, request, Condition.of("r.profile_id in (select id from profile where user_id = ?)", userId));
    }

    public Page<HomeEnergyPrice> pricesOfDriver(ListRequest request, UUID userId) {
        return listings.page(
                PRICES, request, Condition.of("h.profile_id in (select id from profile where user_id = ?)", userId));
    }

    public Page<HomeEnergyPrice> prices(ListRequest request, Scope scope) {
        return listings.page(PRICES, request, scope.condition("h.organisation_unit_id"));
    }

    private static LocalDate date(Row row, String column) {
        return Objects.requireNonNull(row.maybeDate(column), column);
    }
}
