package dev.voltaire.cdr;

import dev.voltaire.listing.Filter;
import dev.voltaire.listing.ListRequest;
import dev.voltaire.listing.Listing;
import dev.voltaire.listing.Listings;
import dev.voltaire.listing.Page;
import dev.voltaire.organisation.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// CPO CDRs as people look them up.
@ApplicationScoped
public class CpoCdrs {
    static final Listing<Summary> LISTING = Listing.of(
                    "c.id, c.origin, c.country_code, c.party_id, c.cdr_id, c.started_at, c.ended_at, c.evse_id, "
                            + "c.location_name, c.energy_kwh, c.currency, c.total_cost, c.credit, c.received_at, "
                            + "a.verdict, a.plausibility, a.organisation_unit_id, m.id as msp_cdr_id, "
                            + "i.id as invoice_id, i.reference as invoice_reference",
                    "cpo_cdr c left join cdr_assessment a on a.cpo_cdr_id = c.id "
                            + "left join msp_cdr m on m.cpo_cdr_id = c.id and m.corrects_version is null "
                            + "left join invoice i on i.id = m.invoice_id")
            .search(
                    "(c.cdr_id || ' ' || coalesce(c.evse_id, '') || ' ' || coalesce(c.location_name, ''))",
                    "i.reference")
            .filter("origin", Filter.oneOf("c.origin", CdrOrigin.class))
            .filter("partyId", Filter.text("c.party_id"))
            .filter("partnerId", Filter.id("c.partner_id"))
            .filter("verdict", Filter.oneOf("a.verdict", Verdict.class))
            .filter("plausibility", Filter.text("a.plausibility"))
            .filter("credit", Filter.flag("c.credit"))
            .filter("orgUnitId", Scope.unitOrBelow("a.organisation_unit_id"))
            .filter("profileId", Filter.id("a.profile_id"))
            .filter("tokenId", Filter.id("a.token_id"))
            .period("start", "c.started_at")
            .period("end", "c.ended_at")
            .period("received", "c.received_at")
            .sort("startedAt", "c.started_at")
            .sort("endedAt", "c.ended_at")
            .sort("receivedAt", "c.received_at")
            .sort("energyKwh", "c.energy_kwh")
            .defaultSort("c.id", "-receivedAt")
            .rows(row -> new Summary(
                    row.id("id"),
                    row.constant("origin", CdrOrigin.class),
                    row.text("country_code"),
                    row.text("party_id"),
                    row.text("cdr_id"),
                    row.maybeInstant("started_at"),
                    row.maybeInstant("ended_at"),
                    row.maybeText("evse_id"),
                    row.maybeText("location_name"),
                    row.maybeDecimal("energy_kwh"),
                    row.maybeText("currency"),
                    row.maybeDecimal("total_cost"),
                    row.flag("credit"),
                    row.instant("received_at"),
                    row.maybeConstant("verdict", Verdict.class),
                    row.maybeText("plausibility"),
                    row.maybeId("msp_cdr_id"),
                    row.maybeId("invoice_id"),
                    row.maybeText("invoice_reference")));

    private final Listings listings;

    @Inject
    CpoCdrs(Listings listings) {
        this.listings = listings;
    }

    /// A row of the list. `verdict` and `plausibility` are absent until the record has been assessed.
    public record Summary(
            UUID id,
            CdrOrigin origin,
            String countryCode,
            String partyId,
            String cdrId,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable String evseId,
            @Nullable String locationName,
            @Nullable BigDecimal energyKwh,
            @Nullable String currency,
            @Nullable BigDecimal totalCost,
            boolean credit,
            Instant receivedAt,
            @Nullable Verdict verdict,
            @Nullable String plausibility,
            @Nullable UUID mspCdrId,
            @Nullable UUID invoiceId,
            @Nullable String invoiceReference) {}

    public Page<Summary> list(ListRequest request, Scope scope) {
        return listings.page(LISTING, request, scope.condition("a.organisation_unit_id"));
    }
}
