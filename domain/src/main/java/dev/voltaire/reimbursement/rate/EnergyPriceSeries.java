package dev.voltaire.reimbursement.rate;

import dev.voltaire.audit.Audit;
import dev.voltaire.identity.Caller;
import dev.voltaire.listing.Condition;
import dev.voltaire.listing.Filter;
import dev.voltaire.listing.ListRequest;
import dev.voltaire.listing.Listing;
import dev.voltaire.listing.Listings;
import dev.voltaire.listing.Page;
import dev.voltaire.organisation.OrganisationUnitRepository;
import dev.voltaire.organisation.Scope;
import dev.voltaire.outbox.Outbox;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.reimbursement.HomePriceEntered;
import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/// Prices that change by the hour or quarter of an hour. A price that is on record stays; another one for the same time
/// is reported, not taken.
@ApplicationScoped
public class EnergyPriceSeries {
    private static final Listing<Series> LISTING = Listing.of(
                    "s.*, (select max(starts_at) from energy_price_point p where p.series_id = s.id) as last_start",
                    "energy_price_series s")
            .search("s.name")
            .filter("orgUnitId", Scope.unitOrBelow("s.organisation_unit_id"))
            .filter("currency", Filter.text("s.currency"))
            .sort("name", "s.name")
            .sort("createdAt", "s.created_at")
            .defaultSort("s.id", "name")
            .rows(row -> new Series(
                    row.id("id"),
                    row.maybeId("organisation_unit_id"),
                    row.text("name"),
                    row.text("currency"),
                    row.number("interval_minutes"),
                    row.maybeInstant("last_start"),
                    row.instant("created_at")));

    private final Listings listings;
    private final OrganisationUnitRepository units;
    private final Sql sql;
    private final Outbox outbox;
    private final Audit audit;
    private final Clock clock;

    @Inject
    EnergyPriceSeries(
            Listings listings, OrganisationUnitRepository units, Sql sql, Outbox outbox, Audit audit, Clock clock) {
        this.listings = listings;
        this.units = units;
        this.sql = sql;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /// @param organisationUnitId absent: for everybody
    /// @param lastStart of the last price on record
    public record Series(
            UUID id,
            @Nullable UUID organisationUnitId,
            String name,
            String currency,
            int intervalMinutes,
            @Nullable Instant lastStart,
            Instant createdAt) {
        public Duration interval() {
            return Duration.ofMinutes(intervalMinutes);
        }
    }

    /// One price, from `startsAt` for one interval. `line` is its place in the file it came from.
    public record Point(long line, Instant startsAt, BigDecimal perKwh) {}

    /// @param known already on record, with the same price
    /// @param conflicting lines whose time has another price on record
    public record Taken(int added, int known, List<Long> conflicting) {}

    public Page<Series> list(ListRequest request, Scope scope) {
        return listings.page(LISTING, request, visible(scope));
    }

    @Transactional
    public Series get(UUID id, Caller caller) {
        return listings
                .page(LISTING, ListRequest.firstPage(), visible(caller.reach()), Condition.of("s.id = ?", id))
                .items()
                .stream()
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    private static Condition visible(Scope scope) {
        return scope.condition("s.organisation_unit_id").within("(s.organisation_unit_id is null or %s)");
    }

    /// @param unit absent: for everybody, which only the operator may
    @Transactional
    public Series open(@Nullable UUID unit, String name, CurrencyUnit currency, int intervalMinutes, Caller caller) {
        mayKeep(unit, caller);
        UUID id = sql.first(
                        """
                        INSERT INTO energy_price_series (organisation_unit_id, name, currency, interval_minutes,
                            created_by, created_at)
                        VALUES (?, ?, ?, ?, ?, ?) RETURNING id
                        """,
                        row -> Sql.id(row, "id"),
                        unit,
                        name,
                        currency.getCode(),
                        intervalMinutes,
                        caller.name(),
                        clock.instant())
                .orElseThrow();
        audit.record("energy-price-series-opened", "energy-price-series", id, unit, Map.of("name", name));
        return get(id, caller);
    }

    /// @throws ProblemException INVALID_PARAMETER when a price does not begin with an interval of the series
    @Transactional
    public Taken take(UUID id, List<Point> points, Caller caller) {
        Series series = get(id, caller);
        mayKeep(series.organisationUnitId(), caller);
        int added = 0;
        int known = 0;
        List<Long> conflicting = new ArrayList<>();
        NavigableMap<Instant, BigDecimal> fresh = new TreeMap<>();
        for (Point point : points) {
            if (point.startsAt().getEpochSecond() % series.interval().toSeconds() != 0
                    || point.startsAt().getNano() != 0) {
                throw new ProblemException(Problem.INVALID_PARAMETER, "startsAt " + point.startsAt());
            }
            if (sql.update(
                            "INSERT INTO energy_price_point VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                            id,
                            point.startsAt(),
                            point.perKwh())
                    == 1) {
                added++;
                fresh.put(point.startsAt(), point.perKwh());
            } else if (sql.exists(
                    "SELECT FROM energy_price_point WHERE series_id = ? AND starts_at = ? AND per_kwh = ?",
                    id,
                    point.startsAt(),
                    point.perKwh())) {
                known++;
            } else {
                conflicting.add(point.line());
            }
        }
        if (added > 0) {
            outbox.publish(new HomePriceEntered(
                    null,
                    day(fresh.firstKey()).minusDays(2),
                    day(fresh.lastKey()).plusDays(2)));
            audit.record(
                    "energy-prices-taken",
                    "energy-price-series",
                    id,
                    series.organisationUnitId(),
                    Map.of("added", added, "conflicting", conflicting.size()));
        }
        return new Taken(added, known, conflicting);
    }

    private static LocalDate day(Instant at) {
        return at.atZone(ZoneOffset.UTC).toLocalDate();
    }

    private void mayKeep(@Nullable UUID unit, Caller caller) {
        if (unit != null) {
            units.get(unit, caller.reach());
        } else if (!caller.isOperator()) {
            throw new ProblemException(Problem.ACCESS_DENIED);
        }
    }

    /// The prices that hold at some time between the two instants, by the start of their interval.
    public NavigableMap<Instant, BigDecimal> between(Series series, Instant from, Instant until) {
        NavigableMap<Instant, BigDecimal> prices = new TreeMap<>();
        sql.query(
                "SELECT starts_at, per_kwh FROM energy_price_point WHERE series_id = ? AND starts_at > ? AND starts_at <= ?",
                row -> prices.put(Sql.requiredInstant(row, "starts_at"), row.getBigDecimal("per_kwh")),
                series.id(),
                from.minus(series.interval()),
                until);
        return prices;
    }
}
