package dev.voltaire.reimbursement;

import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of `home_energy_price`.
@ApplicationScoped
class HomeEnergyPriceRepository {
    static final String COLUMNS = "h.*, lower(h.valid) as valid_from, upper(h.valid) as valid_until,"
            + " p.name as profile_name,"
            + " (select count(*)::integer from home_energy_price_proof f where f.price_id = h.id) as proofs";
    static final String TABLES = "home_energy_price h join profile p on p.id = h.profile_id";
    private static final String CAP = "EMPLOYER_CAP";

    private final Sql sql;

    @Inject
    HomeEnergyPriceRepository(Sql sql) {
        this.sql = sql;
    }

    /// @param perKwh, currency with CONTRACT
    record InForce(
            UUID id,
            PriceSource source,
            @Nullable BigDecimal perKwh,
            @Nullable String currency,
            @Nullable String country,
            @Nullable String region,
            @Nullable UUID seriesId) {}

    /// The charger's own price before the driver's general one.
    Optional<InForce> inForce(UUID profileId, @Nullable UUID chargerId, LocalDate day) {
        return sql.first(
                """
                SELECT * FROM home_energy_price
                WHERE profile_id = ? AND (charger_id = ? OR charger_id IS NULL) AND valid @> ?::date
                  AND status = 'CONFIRMED' AND source <> 'EMPLOYER_CAP'
                ORDER BY charger_id NULLS LAST LIMIT 1
                """,
                row -> new InForce(
                        Sql.id(row, "id"),
                        PriceSource.valueOf(row.getString("source")),
                        row.getBigDecimal("price_per_kwh"),
                        row.getString("currency"),
                        row.getString("country"),
                        row.getString("region"),
                        row.getObject("series_id", UUID.class)),
                profileId,
                chargerId,
                day);
    }

    record Cap(BigDecimal perKwh, String currency) {}

    /// The lowest that holds on the day in this currency.
    Optional<Cap> cap(UUID profileId, @Nullable UUID chargerId, LocalDate day, String currency) {
        return sql.first(
                """
                SELECT price_per_kwh, currency FROM home_energy_price
                WHERE profile_id = ? AND (charger_id = ? OR charger_id IS NULL) AND valid @> ?::date
                  AND status = 'CONFIRMED' AND source = 'EMPLOYER_CAP' AND currency = ?
                ORDER BY price_per_kwh LIMIT 1
                """, row -> new Cap(row.getBigDecimal(1), row.getString(2)), profileId, chargerId, day, currency);
    }

    /// Until the transaction ends, no line of the driver looks for its price.
    void lock(UUID profileId) {
        sql.query("SELECT FROM profile WHERE id = ? FOR NO KEY UPDATE", row -> true, profileId);
    }

    /// Until the transaction ends, no price of the driver is entered.
    void lockForReading(UUID profileId) {
        sql.query("SELECT FROM profile WHERE id = ? FOR SHARE", row -> true, profileId);
    }

    boolean chargerServes(UUID chargerId, UUID unit) {
        return sql.exists("""
                SELECT FROM charger c
                JOIN organisation_unit owner ON owner.id = c.organisation_unit_id
                JOIN organisation_unit u ON u.id = ?
                WHERE c.id = ? AND u.path <@ owner.path
                """, unit, chargerId);
    }

    /// A line on one of the entry's days, which its price would have been for, has its amount.
    boolean settledIn(HomeEnergyPrices.Entry entry) {
        return sql.exists(
                """
                SELECT FROM reimbursement r
                WHERE r.profile_id = ? AND (?::uuid IS NULL OR r.charger_id = ?::uuid)
                  AND r.charged_on <@ daterange(?::date, ?::date)
                  AND (?::uuid IS NOT NULL OR NOT EXISTS (
                      SELECT FROM home_energy_price h WHERE h.id = r.price_id AND h.charger_id IS NOT NULL))
                GROUP BY r.subject_id HAVING sum(r.amount) <> 0
                LIMIT 1
                """,
                entry.profileId(),
                entry.chargerId(),
                entry.chargerId(),
                entry.validFrom(),
                entry.validUntil(),
                entry.chargerId());
    }

    /// @param kind the entry's: caps and prices each have their own sequence
    void endOpen(HomeEnergyPrices.Entry entry) {
        sql.update(
                """
                UPDATE home_energy_price SET valid = daterange(lower(valid), ?::date)
                WHERE profile_id = ? AND charger_id IS NOT DISTINCT FROM ?::uuid AND upper_inf(valid)
                  AND lower(valid) < ?::date AND status = 'CONFIRMED' AND (source = 'EMPLOYER_CAP') = ?
                """,
                entry.validFrom(),
                entry.profileId(),
                entry.chargerId(),
                entry.validFrom(),
                entry.source().name().equals(CAP));
    }

    boolean overlaps(HomeEnergyPrices.Entry entry) {
        return sql.exists(
                """
                SELECT FROM home_energy_price
                WHERE profile_id = ? AND charger_id IS NOT DISTINCT FROM ?::uuid AND valid && daterange(?::date, ?::date)
                  AND status = 'CONFIRMED' AND (source = 'EMPLOYER_CAP') = ?
                """,
                entry.profileId(),
                entry.chargerId(),
                entry.validFrom(),
                entry.validUntil(),
                entry.source().name().equals(CAP));
    }

    /// Another source holds in one of the calendar years the entry touches.
    boolean otherSourceInItsYears(HomeEnergyPrices.Entry entry) {
        return sql.exists("""
                SELECT FROM home_energy_price
                WHERE profile_id = ? AND status = 'CONFIRMED' AND source NOT IN ('EMPLOYER_CAP', ?)
                  AND extract(year FROM lower(valid)) <= coalesce(extract(year FROM ?::date - 1), 9999)
                  AND coalesce(extract(year FROM upper(valid) - 1), 9999) >= extract(year FROM ?::date)
                """, entry.profileId(), entry.source(), entry.validUntil(), entry.validFrom());
    }

    UUID insert(HomeEnergyPrices.Entry entry, UUID unit, HomeEnergyPrice.Status status, String by, Instant at) {
        return sql.first(
                        """
                        INSERT INTO home_energy_price (organisation_unit_id, profile_id, charger_id, price_per_kwh,
                            currency, source, country, region, series_id, valid, note, status, entered_by, entered_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, daterange(?::date, ?::date), ?, ?, ?, ?)
                        RETURNING id
                        """,
                        row -> Sql.id(row, "id"),
                        unit,
                        entry.profileId(),
                        entry.chargerId(),
                        entry.pricePerKwh(),
                        entry.currency() == null ? null : entry.currency().getCode(),
                        entry.source(),
                        entry.country(),
                        entry.region(),
                        entry.seriesId(),
                        entry.validFrom(),
                        entry.validUntil(),
                        entry.note(),
                        status,
                        by,
                        at)
                .orElseThrow();
    }

    void decide(UUID id, HomeEnergyPrice.Status status, @Nullable String note, String by, Instant at) {
        sql.update(
                "UPDATE home_energy_price SET status = ?, decision_note = ?, decided_by = ?, decided_at = ? WHERE id = ?",
                status,
                note,
                by,
                at,
                id);
    }

    Optional<HomeEnergyPrice> find(UUID id) {
        return sql.first(
                "SELECT " + COLUMNS + " FROM " + TABLES + " WHERE h.id = ?", HomeEnergyPriceRepository::price, id);
    }

    /// Days in the range on which the driver has no price at the charger, or in general.
    List<HomeEnergyPrices.Gap> gaps(UUID profileId, @Nullable UUID chargerId, LocalDate from, LocalDate until) {
        return sql.query(
                """
                SELECT lower(g) AS gap_from, upper(g) AS gap_until
                FROM unnest(datemultirange(daterange(?::date, ?::date)) - coalesce((
                    SELECT range_agg(valid) FROM home_energy_price
                    WHERE profile_id = ? AND (charger_id = ?::uuid OR charger_id IS NULL)
                      AND status = 'CONFIRMED' AND source <> 'EMPLOYER_CAP'), '{}'::datemultirange)) AS g
                ORDER BY g
                """,
                row -> new HomeEnergyPrices.Gap(
                        row.getObject("gap_from", LocalDate.class), row.getObject("gap_until", LocalDate.class)),
                from,
                until,
                profileId,
                chargerId);
    }

    /// The drivers whose lines of these days wait for a price.
    List<UUID> waiting(LocalDate from, @Nullable LocalDate until) {
        return sql.query("""
                SELECT DISTINCT r.profile_id FROM reimbursement r
                WHERE r.status = 'PRICE_MISSING' AND r.charged_on <@ daterange(?::date, ?::date)
                  AND NOT EXISTS (SELECT FROM reimbursement n
                                  WHERE n.subject_id = r.subject_id AND n.position > r.position)
                """, row -> Sql.id(row, "profile_id"), from, until);
    }

    /// What of a driver waits for a price of these days.
    record Subject(UUID id, boolean session) {}

    List<Subject> waiting(UUID profileId, LocalDate from, @Nullable LocalDate until) {
        return sql.query(
                """
                SELECT r.subject_id, r.session_id IS NOT NULL AS session FROM reimbursement r
                WHERE r.status = 'PRICE_MISSING' AND r.profile_id = ? AND r.charged_on <@ daterange(?::date, ?::date)
                  AND NOT EXISTS (SELECT FROM reimbursement n
                                  WHERE n.subject_id = r.subject_id AND n.position > r.position)
                ORDER BY r.subject_id
                """, row -> new Subject(Sql.id(row, "subject_id"), row.getBoolean("session")), profileId, from, until);
    }

    private static HomeEnergyPrice price(ResultSet row) throws SQLException {
        return new HomeEnergyPrice(
                Sql.id(row, "id"),
                Sql.id(row, "organisation_unit_id"),
                Sql.id(row, "profile_id"),
                row.getString("profile_name"),
                row.getObject("charger_id", UUID.class),
                PriceSource.valueOf(row.getString("source")),
                HomeEnergyPrice.Status.valueOf(row.getString("status")),
                row.getBigDecimal("price_per_kwh"),
                row.getString("currency"),
                row.getString("country"),
                row.getString("region"),
                row.getObject("series_id", UUID.class),
                row.getObject("valid_from", LocalDate.class),
                row.getObject("valid_until", LocalDate.class),
                row.getString("note"),
                row.getInt("proofs"),
                row.getString("entered_by"),
                Sql.requiredInstant(row, "entered_at"),
                row.getString("decided_by"),
                Sql.instant(row, "decided_at"),
                row.getString("decision_note"));
    }
}
