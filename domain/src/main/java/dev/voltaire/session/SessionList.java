package dev.voltaire.session;

import dev.voltaire.listing.Condition;
import dev.voltaire.listing.Filter;
import dev.voltaire.listing.ListRequest;
import dev.voltaire.listing.Listing;
import dev.voltaire.listing.Listings;
import dev.voltaire.listing.Page;
import dev.voltaire.listing.Row;
import dev.voltaire.organisation.Scope;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Sessions as managers and drivers see them.
@ApplicationScoped
public class SessionList {
    private static final String TABLES = """
            session s left join profile p on p.id = s.profile_id
            left join charger c on c.id = s.charger_id
            left join token t on t.id = s.token_id
            left join partner r on r.id = s.partner_id
            left join location l on l.partner_id = s.partner_id and l.country_code = s.country_code
                and l.party_id = s.party_id and l.location_key = lower(s.location_id)
            left join evse e on e.location_id = l.id and e.evse_key = lower(s.evse_id)
            """;

    private static final String COLUMNS = """
            s.*, p.name as profile_name, c.name as charger_name, t.visual_number, r.name as partner_name,
            l.id as place_id, l.name as place_name, l.address, l.postal_code, l.city, l.country,
            coalesce(e.evse_id, s.evse_id) as printed_evse_id,
            (select x.id from cpo_cdr x where x.country_code = s.country_code and x.party_id = s.party_id
                and x.session_reference = s.external_id and not x.credit limit 1) as cpo_cdr_id,
            (select m.id from msp_cdr m where m.session_id = s.id and m.corrects_version is null and not m.credit
                limit 1) as msp_cdr_id,
            """;

    private static final String PRINTED = "upper(translate(coalesce(e.evse_id, s.evse_id), '*-', ''))";

    private static Listing<Summary> listing(String stale) {
        return Listing.of(COLUMNS + "(" + stale + ") as stale", TABLES)
                .search(
                        "(coalesce(p.name, '') || ' ' || coalesce(c.name, '') || ' ' || coalesce(s.external_id, '')"
                                + " || ' ' || coalesce(t.visual_number, ''))",
                        "s.contract_id",
                        "coalesce(e.evse_id, s.evse_id)",
                        "l.address")
                .filter("orgUnitId", Scope.unitOrBelow("s.organisation_unit_id"))
                .filter("origin", Filter.oneOf("s.origin", SessionOrigin.class))
                .filter("status", Filter.oneOf("s.status", SessionStatus.class))
                .filter("profileId", Filter.id("s.profile_id"))
                .filter("tokenId", Filter.id("s.token_id"))
                .filter("homeChargerId", Filter.id("s.charger_id"))
                .filter("partnerId", Filter.id("s.partner_id"))
                .filter("partyId", Filter.text("s.party_id"))
                .filter("countryCode", Filter.text("s.country_code"))
                .filter("sessionId", Filter.text("s.external_id"))
                .filter("evseId", SessionList::ofEvse)
                .filter("stale", Filter.flag(stale))
                .filter("toReview", Filter.flag("cardinality(s.review) > 0 and s.reviewed_at is null"))
                .period("started", "s.started_at")
                .period("start", "s.started_at")
                .period("end", "s.ended_at")
                .sort("sessionId", "s.external_id")
                .sort("contractId", "s.contract_id")
                .sort("startedAt", "s.started_at")
                .sort("endedAt", "s.ended_at")
                .sort("kwh", "s.kwh")
                .sort("evseId", "coalesce(e.evse_id, s.evse_id)")
                .sort("address", "l.address")
                .sort("partyId", "s.party_id")
                .sort("countryCode", "s.country_code")
                .sort("totalCost", "s.total_cost")
                .sort("status", "s.status")
                .defaultSort("s.id", "-startedAt")
                .rows(SessionList::summary);
    }

    private static Summary summary(Row row) {
        return new Summary(
                row.id("id"),
                row.constant("origin", SessionOrigin.class),
                row.constant("status", SessionStatus.class),
                row.maybeText("external_id"),
                row.instant("started_at"),
                row.maybeInstant("ended_at"),
                row.decimal("kwh"),
                row.instant("last_updated"),
                new Holder(
                        row.maybeId("profile_id"),
                        row.maybeText("profile_name"),
                        row.maybeId("token_id"),
                        row.maybeText("visual_number"),
                        row.maybeText("contract_id"),
                        row.maybeText("auth_method"),
                        row.maybeText("authorisation_reference")),
                row.maybeId("charger_id"),
                row.maybeText("charger_name"),
                new Place(
                        row.maybeId("partner_id"),
                        row.maybeText("partner_name"),
                        row.maybeText("country_code"),
                        row.maybeText("party_id"),
                        row.maybeText("location_id"),
                        row.maybeId("place_id"),
                        row.maybeText("place_name"),
                        row.maybeText("address"),
                        row.maybeText("postal_code"),
                        row.maybeText("city"),
                        row.maybeText("country"),
                        row.maybeText("printed_evse_id"),
                        row.maybeText("connector_id"),
                        row.maybeText("meter_id")),
                row.maybeDecimal("total_cost"),
                row.maybeText("currency"),
                row.maybeId("cpo_cdr_id"),
                row.maybeId("msp_cdr_id"),
                row.flag("stale"),
                row.texts("review").stream().map(Review::valueOf).toList(),
                row.maybeInstant("reviewed_at"));
    }

    /// By the id printed on the charger, or the operator's own name of it: case and separators do not matter.
    private static Condition ofEvse(List<String> values) {
        return Condition.of(PRINTED + " = any (?)", (Object) values.stream()
                .map(value -> value.replaceAll("[*-]", "").toUpperCase(Locale.ROOT))
                .toArray(String[]::new));
    }

    private final Listing<Summary> listing;
    private final Listings listings;
    private final Sql sql;

    @Inject
    SessionList(Listings listings, Sql sql, SessionPatience patience) {
        this.listing = listing("(" + patience.silent() + ") or (" + patience.withoutCdr() + ")");
        this.listings = listings;
        this.sql = sql;
    }

    /// @param externalId the partner's name of the session
    /// @param stale a partner has been silent about it, or has sent no CDR, for too long
    public record Summary(
            UUID id,
            SessionOrigin origin,
            SessionStatus status,
            @Nullable String externalId,
            Instant startedAt,
            @Nullable Instant endedAt,
            BigDecimal kwh,
            Instant lastUpdated,
            Holder holder,
            @Nullable UUID chargerId,
            @Nullable String chargerName,
            Place place,
            @Nullable BigDecimal totalCost,
            @Nullable String currency,
            @Nullable UUID cpoCdrId,
            @Nullable UUID mspCdrId,
            boolean stale,
            List<Review> review,
            @Nullable Instant reviewedAt) {}

    /// Who charges, and by what right.
    public record Holder(
            @Nullable UUID profileId,
            @Nullable String profileName,
            @Nullable UUID tokenId,
            @Nullable String visualNumber,
            @Nullable String contractId,
            @Nullable String authorisationMethod,
            @Nullable String authorisationReference) {}

    /// Where at a partner; the address as far as we know the location.
    ///
    /// @param locationId as the partner calls it
    /// @param id ours
    /// @param evseId as printed on the charger, else as the partner calls it
    public record Place(
            @Nullable UUID partnerId,
            @Nullable String partnerName,
            @Nullable String countryCode,
            @Nullable String partyId,
            @Nullable String locationId,
            @Nullable UUID id,
            @Nullable String name,
            @Nullable String address,
            @Nullable String postalCode,
            @Nullable String city,
            @Nullable String country,
            @Nullable String evseId,
            @Nullable String connectorId,
            @Nullable String meterId) {}

    /// A reading of the session's meter.
    public record Reading(
            Instant measuredAt,
            @Nullable BigDecimal energyWh,
            @Nullable BigDecimal powerW,
            boolean signed) {}

    public Page<Summary> page(ListRequest request, Scope scope) {
        return listings.page(listing, request, scope.condition("s.organisation_unit_id"));
    }

    /// Those of one token, which the caller has made sure to be within reach.
    public Page<Summary> ofToken(UUID tokenId, ListRequest request, Scope scope) {
        return listings.page(
                listing, request, scope.condition("s.organisation_unit_id"), Condition.of("s.token_id = ?", tokenId));
    }

    public Summary get(UUID id, Scope scope) {
        return listings
                .page(
                        listing,
                        ListRequest.firstPage(),
                        scope.condition("s.organisation_unit_id"),
                        Condition.of("s.id = ?", id))
                .items()
                .stream()
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    public List<Reading> readings(UUID sessionId) {
        return sql.query(
                """
                SELECT measured_at, energy_wh, power_w, signed FROM meter_value
                WHERE session_id = ? ORDER BY measured_at LIMIT 5000
                """,
                row -> new Reading(
                        Sql.requiredInstant(row, "measured_at"),
                        row.getBigDecimal("energy_wh"),
                        row.getBigDecimal("power_w"),
                        row.getBoolean("signed")),
                sessionId);
    }

    /// What a command needs to stop a running home session.
    public record Running(
            UUID chargerId,
            @Nullable Integer transactionNumber,
            String transactionKey,
            @Nullable Integer evse) {}

    public Running running(UUID sessionId, UUID chargerId) {
        return transaction(sessionId, chargerId, false);
    }

    /// @param ended whether one that has ended will do
    public Running transaction(UUID sessionId, UUID chargerId, boolean ended) {
        return sql
                .query(
                        """
                        SELECT charger_id, transaction_number, transaction_key, evse FROM session
                        WHERE id = ? AND charger_id = ? AND (? OR status = 'ACTIVE') AND origin = 'HOME'
                        """,
                        row -> new Running(
                                row.getObject("charger_id", UUID.class),
                                row.getObject("transaction_number", Integer.class),
                                row.getString("transaction_key"),
                                row.getObject("evse", Integer.class)),
                        sessionId,
                        chargerId,
                        ended)
                .stream()
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }
}
