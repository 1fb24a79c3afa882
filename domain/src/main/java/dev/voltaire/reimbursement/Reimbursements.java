package dev.voltaire.reimbursement;

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
    private static final Listing<Line> LINES = Listing.of(
                    "r.*, p.name as profile_name, c.name as charger_name",
                    "reimbursement r join charger c on c.id = r.charger_id left join profile p on p.id = r.profile_id")
            .search("(coalesce(p.name, '') || ' ' || c.name)")
            .filter("status", Filter.oneOf("r.status", ReimbursementStatus.class))
            .filter("orgUnitId", Scope.unitOrBelow("r.organisation_unit_id"))
            .filter("profileId", Filter.id("r.profile_id"))
            .filter("chargerId", Filter.id("r.charger_id"))
            .filter("sessionId", Filter.id("r.session_id"))
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
                    row.id("charger_id"),
                    row.text("charger_name"),
                    row.id("session_id"),
                    row.id("cpo_cdr_id"),
                    row.text("kind").equals("CORRECTION"),
                    row.instant("started_at"),
                    row.instant("ended_at"),
                    date(row, "charged_on"),
                    row.decimal("kwh"),
                    row.constant("status", ReimbursementStatus.class),
                    row.maybeConstant("reason", IneligibilityReason.class),
                    row.maybeDecimal("price_per_kwh"),
                    row.maybeText("currency"),
                    row.maybeDecimal("amount")));

    private static final Listing<HomeEnergyPrice> PRICES = Listing.of(
                    "h.*, lower(h.valid) as valid_from, upper(h.valid) as valid_until, p.name as profile_name",
                    "home_energy_price h join profile p on p.id = h.profile_id")
            .search("p.name")
            .filter("orgUnitId", Scope.unitOrBelow("h.organisation_unit_id"))
            .filter("profileId", Filter.id("h.profile_id"))
            .filter("chargerId", Filter.id("h.charger_id"))
            .filter("source", Filter.oneOf("h.source", PriceSource.class))
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
                    row.decimal("price_per_kwh"),
                    row.text("currency"),
                    row.constant("source", PriceSource.class),
                    date(row, "valid_from"),
                    row.maybeDate("valid_until"),
                    row.maybeText("note"),
                    row.text("entered_by"),
                    row.instant("entered_at")));

    private final Listings listings;

    @Inject
    Reimbursements(Listings listings) {
        this.listings = listings;
    }

    /// What a driver gets back for a session, or the difference a correction of it makes.
    ///
    /// @param chargedOn the day where the charger stands
    /// @param reason why nothing is paid
    public record Line(
            UUID id,
            UUID organisationUnitId,
            @Nullable UUID profileId,
            @Nullable String profileName,
            UUID chargerId,
            String chargerName,
            UUID sessionId,
            UUID cpoCdrId,
            boolean correction,
            Instant startedAt,
            Instant endedAt,
            LocalDate chargedOn,
            BigDecimal kwh,
            ReimbursementStatus status,
            @Nullable IneligibilityReason reason,
            @Nullable BigDecimal pricePerKwh,
            @Nullable String currency,
            @Nullable BigDecimal amount) {}

    public Page<Line> list(ListRequest request, Scope scope) {
        return listings.page(LINES, request, scope.condition("r.organisation_unit_id"));
    }

    public Page<HomeEnergyPrice> prices(ListRequest request, Scope scope) {
        return listings.page(PRICES, request, scope.condition("h.organisation_unit_id"));
    }

    private static LocalDate date(Row row, String column) {
        return Objects.requireNonNull(row.maybeDate(column), column);
    }
}
