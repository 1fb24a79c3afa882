package dev.voltaire.session;

import dev.voltaire.charger.ChargerSql;
import dev.voltaire.listing.Condition;
import dev.voltaire.listing.Filter;
import dev.voltaire.listing.ListRequest;
import dev.voltaire.listing.Listing;
import dev.voltaire.listing.Listings;
import dev.voltaire.listing.Page;
import dev.voltaire.organisation.Scope;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Sessions as managers and drivers see them.
@ApplicationScoped
public class SessionList {
    /// Of a partner: neither ended nor reported for a day, or ended and without a CDR a week later.
    private static final String STALE = """
            s.origin = 'ROAMING' and (
                s.status in ('PENDING', 'ACTIVE', 'RESERVATION') and s.last_updated < now() - interval '1 day'
                or s.status = 'COMPLETED' and coalesce(s.ended_at, s.last_updated) < now() - interval '7 days'
                   and not exists (select from cpo_cdr c where c.country_code = s.country_code
                        and c.party_id = s.party_id and c.session_reference = s.external_id))""";

    private static final Listing<Summary> LISTING = Listing.of(
                    "s.*, p.name as profile_name, c.name as charger_name, t.visual_number",
                    "session s left join profile p on p.id = s.profile_id"
                            + " left join charger c on c.id = s.charger_id left join token t on t.id = s.token_id")
            .search("(coalesce(p.name, '') || ' ' || coalesce(c.name, '') || ' ' || coalesce(s.external_id, '')"
                    + " || ' ' || coalesce(t.visual_number, ''))")
            .filter("orgUnitId", Scope.unitOrBelow("s.organisation_unit_id"))
            .filter("origin", Filter.oneOf("s.origin", SessionOrigin.class))
            .filter("status", Filter.oneOf("s.status", SessionStatus.class))
            .filter("profileId", Filter.id("s.profile_id"))
            .filter("tokenId", Filter.id("s.token_id"))
            .filter("homeChargerId", Filter.id("s.charger_id"))
            .filter("stale", Filter.flag(STALE))
            .filter("toReview", Filter.flag("cardinality(s.review) > 0 and s.reviewed_at is null"))
            .period("started", "s.started_at")
            .sort("startedAt", "s.started_at")
            .sort("endedAt", "s.ended_at")
            .sort("kwh", "s.kwh")
            .sort("status", "s.status")
            .defaultSort("s.id", "-startedAt")
            .rows(row -> new Summary(
                    row.id("id"),
                    row.constant("origin", SessionOrigin.class),
                    row.constant("status", SessionStatus.class),
                    row.instant("started_at"),
                    row.maybeInstant("ended_at"),
                    row.decimal("kwh"),
                    row.maybeId("profile_id"),
                    row.maybeText("profile_name"),
                    row.maybeId("token_id"),
                    row.maybeText("visual_number"),
                    row.maybeId("charger_id"),
                    row.maybeText("charger_name"),
                    row.maybeText("location_id"),
                    row.maybeDecimal("total_cost"),
                    row.maybeText("currency"),
                    row.texts("review").stream().map(Review::valueOf).toList(),
                    row.maybeInstant("reviewed_at")));

    private final Listings listings;
    private final ChargerSql sql;

    @Inject
    SessionList(Listings listings, ChargerSql sql) {
        this.listings = listings;
        this.sql = sql;
    }

    public record Summary(
            UUID id,
            SessionOrigin origin,
            SessionStatus status,
            Instant startedAt,
            @Nullable Instant endedAt,
            BigDecimal kwh,
            @Nullable UUID profileId,
            @Nullable String profileName,
            @Nullable UUID tokenId,
            @Nullable String visualNumber,
            @Nullable UUID chargerId,
            @Nullable String chargerName,
            @Nullable String locationId,
            @Nullable BigDecimal totalCost,
            @Nullable String currency,
            List<Review> review,
            @Nullable Instant reviewedAt) {}

    /// A reading of the session's meter.
    public record Reading(
            Instant measuredAt,
            @Nullable BigDecimal energyWh,
            @Nullable BigDecimal powerW,
            boolean signed) {}

    public Page<Summary> page(ListRequest request, Scope scope) {
        return listings.page(LISTING, request, scope.condition("s.organisation_unit_id"));
    }

    public Summary get(UUID id, Scope scope) {
        return listings
                .page(
                        LISTING,
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
                        ChargerSql.requiredInstant(row, "measured_at"),
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
