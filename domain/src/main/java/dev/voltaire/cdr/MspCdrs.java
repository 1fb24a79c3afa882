package dev.voltaire.cdr;

import dev.voltaire.listing.Condition;
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

/// MSP CDRs as people look them up.
@ApplicationScoped
public class MspCdrs {
    static final Listing<Summary> LISTING = Listing.of(
                    "m.id, m.cpo_cdr_id, m.cdr_id, m.started_at, m.ended_at, m.approval_state, m.evse_id, "
                            + "m.location_name, m.energy_kwh, m.price_calculated, m.currency, m.total_excl_vat, "
                            + "m.current_version, m.credit, m.billable, m.organisation_unit_id, m.profile_id, "
                            + "m.token_id, m.session_id, i.id as invoice_id, i.reference as invoice_reference, "
                            + "coalesce(o.customer_number || ' ', '') || '(' || o.number || ') ' || o.name as unit_label, "
                            + "p.name as profile_name",
                    "msp_cdr m join organisation_unit o on o.id = m.organisation_unit_id "
                            + "left join profile p on p.id = m.profile_id left join invoice i on i.id = m.invoice_id")
            .search(
                    "(m.cdr_id || ' ' || coalesce(m.evse_id, '') || ' ' || coalesce(m.location_name, ''))",
                    "i.reference")
            .filter("approvalState", Filter.oneOf("m.approval_state", ApprovalState.class))
            .filter("priceCalculated", Filter.flag("m.price_calculated"))
            .filter("credit", Filter.flag("m.credit"))
            .filter("billable", Filter.flag("m.billable"))
            .filter("orgUnitId", Scope.unitOrBelow("m.organisation_unit_id"))
            .filter("profileId", Filter.id("m.profile_id"))
            .filter("tokenId", Filter.id("m.token_id"))
            .filter("sessionId", Filter.id("m.session_id"))
            .filter("invoiceId", Filter.id("m.invoice_id"))
            .filter("cpoCdrId", Filter.id("m.cpo_cdr_id"))
            .filter("partyId", Filter.text("m.party_id"))
            .filter("evseId", Filter.text("m.evse_id"))
            .period("start", "m.started_at")
            .period("end", "m.ended_at")
            .sort("startedAt", "m.started_at")
            .sort("endedAt", "m.ended_at")
            .sort("energyKwh", "m.energy_kwh")
            .sort("total", "m.total_excl_vat")
            .sort("approvalState", "m.approval_state")
            .sort("cdrId", "m.cdr_id")
            .sort("evseId", "m.evse_id")
            .sort("invoice", "i.reference")
            .sort("priceCalculated", "m.price_calculated")
            .defaultSort("m.id", "-startedAt")
            .rows(row -> new Summary(
                    row.id("id"),
                    row.id("cpo_cdr_id"),
                    row.text("cdr_id"),
                    row.maybeInstant("started_at"),
                    row.maybeInstant("ended_at"),
                    row.constant("approval_state", ApprovalState.class),
                    row.maybeId("invoice_id"),
                    row.maybeText("invoice_reference"),
                    row.maybeText("evse_id"),
                    row.maybeText("location_name"),
                    row.maybeDecimal("energy_kwh"),
                    row.flag("price_calculated"),
                    row.text("currency"),
                    row.maybeDecimal("total_excl_vat"),
                    row.number("current_version"),
                    row.flag("credit"),
                    row.flag("billable"),
                    row.id("organisation_unit_id"),
                    row.text("unit_label"),
                    row.maybeId("profile_id"),
                    row.maybeText("profile_name"),
                    row.maybeId("session_id")));

    private final Listings listings;

    @Inject
    MspCdrs(Listings listings) {
        this.listings = listings;
    }

    /// A row of the list; the total is before tax and absent while there is no price.
    public record Summary(
            UUID id,
            UUID cpoCdrId,
            String cdrId,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            ApprovalState approvalState,
            @Nullable UUID invoiceId,
            @Nullable String invoiceReference,
            @Nullable String evseId,
            @Nullable String locationName,
            @Nullable BigDecimal energyKwh,
            boolean priceCalculated,
            String currency,
            @Nullable BigDecimal total,
            int version,
            boolean credit,
            boolean billable,
            UUID unitId,
            String unitLabel,
            @Nullable UUID profileId,
            @Nullable String profileName,
            @Nullable UUID sessionId) {}

    public Page<Summary> list(ListRequest request, Scope scope) {
        return listings.page(LISTING, request, scope.condition("m.organisation_unit_id"));
    }

    /// Those of one token, which the caller has made sure to be within reach.
    public Page<Summary> ofToken(UUID token, ListRequest request, Scope scope) {
        return listings.page(
                LISTING, request, scope.condition("m.organisation_unit_id"), Condition.of("m.token_id = ?", token));
    }

    /// Those of one profile, which the caller has made sure to be within reach.
    public Page<Summary> ofProfile(UUID profile, ListRequest request, Scope scope) {
        return listings.page(
                LISTING, request, scope.condition("m.organisation_unit_id"), Condition.of("m.profile_id = ?", profile));
    }

    /// The CDRs an invoice charges.
    public Page<Summary> ofInvoice(UUID invoice, ListRequest request, Scope scope) {
        return listings.page(
                LISTING,
                request,
                scope.condition("m.organisation_unit_id"),
                Condition.of("m.id in (select msp_cdr_id from invoiced_cdr where invoice_id = ?)", invoice));
    }
}
