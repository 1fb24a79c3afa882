package dev.voltaire.reimbursement.rate;

import dev.voltaire.audit.Audit;
import dev.voltaire.identity.Caller;
import dev.voltaire.listing.Condition;
import dev.voltaire.listing.Filter;
import dev.voltaire.listing.ListRequest;
import dev.voltaire.listing.Listing;
import dev.voltaire.listing.Listings;
import dev.voltaire.listing.Page;
import dev.voltaire.outbox.Outbox;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.problem.Violation;
import dev.voltaire.reimbursement.HomePriceEntered;
import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/// The tables of statutory rates, kept by the operator. For one country, region and unit no two rates hold on a day.
@ApplicationScoped
public class StatutoryRates {
    private static final Listing<StatutoryRate> LISTING = Listing.of(
                    "s.*, lower(s.valid) as valid_from, upper(s.valid) as valid_until", "statutory_rate s")
            .filter("country", Filter.text("s.country"))
            .filter("region", Filter.text("s.region"))
            .filter("unit", Filter.oneOf("s.unit", StatutoryRate.Unit.class))
            .sort("validFrom", "lower(s.valid)")
            .sort("country", "s.country")
            .sort("region", "s.region")
            .sort("rate", "s.rate")
            .defaultSort("s.id", "country", "region", "-validFrom")
            .rows(row -> new StatutoryRate(
                    row.id("id"),
                    row.text("country"),
                    row.maybeText("region"),
                    row.constant("unit", StatutoryRate.Unit.class),
                    row.decimal("rate"),
                    row.text("currency"),
                    Objects.requireNonNull(row.maybeDate("valid_from")),
                    row.maybeDate("valid_until"),
                    row.text("source"),
                    row.text("entered_by"),
                    row.instant("entered_at")));

    private final Listings listings;
    private final Sql sql;
    private final Outbox outbox;
    private final Audit audit;
    private final Clock clock;

    @Inject
    StatutoryRates(Listings listings, Sql sql, Outbox outbox, Audit audit, Clock clock) {
        this.listings = listings;
        this.sql = sql;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /// @param validUntil exclusive; absent while open
    public record Entry(
            String country,
            @Nullable String region,
            StatutoryRate.Unit unit,
            BigDecimal rate,
            CurrencyUnit currency,
            LocalDate validFrom,
            @Nullable LocalDate validUntil,
            String source) {}

    /// Days between two rates, or after the last one, that no rate covers.
    public record Gap(
            String country,
            @Nullable String region,
            StatutoryRate.Unit unit,
            LocalDate from,
            @Nullable LocalDate until) {}

    public Page<StatutoryRate> list(ListRequest request) {
        return listings.page(LISTING, request);
    }

    /// An open rate that began earlier ends where the new one begins, unless a line has been priced by it since.
    ///
    /// @throws ProblemException ALREADY_EXISTS when another rate holds on one of the days
    @Transactional
    public StatutoryRate enter(Entry entry, Caller caller) {
        if (entry.validUntil() != null && !entry.validFrom().isBefore(entry.validUntil())) {
            throw ProblemException.invalid(List.of(new Violation("validUntil", "validation.period")));
        }
        if (entry.region() != null && !entry.region().startsWith(entry.country() + "-")) {
            throw ProblemException.invalid(List.of(new Violation("region", "validation.region")));
        }
        sql.query("SELECT pg_advisory_xact_lock(hashtext('statutory_rate'))", row -> true);
        sql.update(
                """
                UPDATE statutory_rate SET valid = daterange(lower(valid), ?::date)
                WHERE country = ? AND region IS NOT DISTINCT FROM ? AND unit = ? AND upper_inf(valid)
                  AND lower(valid) < ?::date AND NOT EXISTS (
                      SELECT FROM reimbursement r JOIN home_energy_price h ON h.id = r.price_id
                      WHERE h.source = 'STATUTORY_RATE' AND h.country = statutory_rate.country
                        AND r.charged_on >= ?::date)
                """,
                entry.validFrom(),
                entry.country(),
                entry.region(),
                entry.unit(),
                entry.validFrom(),
                entry.validFrom());
        if (overlaps(entry)) {
            throw new ProblemException(Problem.ALREADY_EXISTS);
        }
        UUID id = insert(entry, caller);
        audit.record(
                "statutory-rate-entered",
                "statutory-rate",
                id,
                null,
                Map.of(
                        "country", entry.country(),
                        "region", Objects.requireNonNullElse(entry.region(), ""),
                        "rate", entry.rate().toPlainString(),
                        "validFrom", entry.validFrom().toString()));
        outbox.publish(new HomePriceEntered(null, entry.validFrom(), entry.validUntil()));
        return listings.page(LISTING, ListRequest.firstPage(), Condition.of("s.id = ?", id))
                .items()
                .getFirst();
    }

    private boolean overlaps(Entry entry) {
        return sql.exists("""
                SELECT FROM statutory_rate WHERE country = ? AND region IS NOT DISTINCT FROM ? AND unit = ?
                  AND valid && daterange(?::date, ?::date)
                """, entry.country(), entry.region(), entry.unit(), entry.validFrom(), entry.validUntil());
    }

    private UUID insert(Entry entry, Caller caller) {
        return sql.first(
                        """
                        INSERT INTO statutory_rate (country, region, unit, rate, currency, valid, source, entered_by,
                            entered_at)
                        VALUES (?, ?, ?, ?, ?, daterange(?::date, ?::date), ?, ?, ?) RETURNING id
                        """,
                        row -> Sql.id(row, "id"),
                        entry.country(),
                        entry.region(),
                        entry.unit(),
                        entry.rate(),
                        entry.currency().getCode(),
                        entry.validFrom(),
                        entry.validUntil(),
                        entry.source(),
                        caller.name(),
                        clock.instant())
                .orElseThrow();
    }

    /// Also the days from the end of the last rate on: the next one is missing.
    @Transactional
    public List<Gap> gaps() {
        return sql.query(
                """
                SELECT country, region, unit, lower(gap) AS gap_from, upper(gap) AS gap_until
                FROM (SELECT country, region, unit,
                             unnest(datemultirange(daterange(min(lower(valid)), NULL)) - range_agg(valid)) AS gap
                      FROM statutory_rate GROUP BY country, region, unit) g
                ORDER BY country, region, unit, gap
                """,
                row -> new Gap(
                        row.getString("country"),
                        row.getString("region"),
                        StatutoryRate.Unit.valueOf(row.getString("unit")),
                        row.getObject("gap_from", LocalDate.class),
                        row.getObject("gap_until", LocalDate.class)));
    }

    /// @throws ProblemException RATE_NOT_PER_KWH when the country's rate is for distance
    /// @throws ProblemException NO_STATUTORY_RATE when the country, or the region, has none at all
    public void mustPriceEnergy(String country, @Nullable String region) {
        List<String> units = sql.query(
                "SELECT DISTINCT unit FROM statutory_rate WHERE country = ? AND (?::text IS NULL OR region = ?)",
                row -> row.getString(1),
                country,
                region,
                region);
        if (units.isEmpty()) {
            throw new ProblemException(Problem.NO_STATUTORY_RATE, region == null ? country : region);
        }
        if (!units.contains(StatutoryRate.Unit.KWH.name())) {
            throw new ProblemException(Problem.RATE_NOT_PER_KWH, country, units.getFirst());
        }
    }

    /// What a kWh is worth on a day.
    public record PerKwh(BigDecimal rate, String currency) {}

    /// Of the region; without one the lowest of the country.
    public Optional<PerKwh> perKwh(String country, @Nullable String region, LocalDate day) {
        return sql.first("""
                SELECT rate, currency FROM statutory_rate
                WHERE country = ? AND (?::text IS NULL OR region = ?) AND unit = 'KWH' AND valid @> ?::date
                ORDER BY rate LIMIT 1
                """, row -> new PerKwh(row.getBigDecimal(1), row.getString(2)), country, region, region, day);
    }
}
