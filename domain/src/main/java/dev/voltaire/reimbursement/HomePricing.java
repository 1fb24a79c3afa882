package dev.voltaire.reimbursement;

import dev.voltaire.identity.Caller;
import dev.voltaire.reimbursement.HomeEnergyPriceRepository.Cap;
import dev.voltaire.reimbursement.HomeEnergyPriceRepository.InForce;
import dev.voltaire.reimbursement.rate.EnergyPriceSeries;
import dev.voltaire.reimbursement.rate.EnergyPriceSeries.Series;
import dev.voltaire.reimbursement.rate.StatutoryRates;
import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the energy of a home session costs its driver, by the rules in force on the day it was charged: the price of
/// the driver's source, or the employer's cap where that is lower.
@ApplicationScoped
class HomePricing {
    private static final int PRICE_DECIMALS = 4;

    private final HomeEnergyPriceRepository prices;
    private final StatutoryRates rates;
    private final EnergyPriceSeries series;
    private final Sql sql;

    @Inject
    HomePricing(HomeEnergyPriceRepository prices, StatutoryRates rates, EnergyPriceSeries series, Sql sql) {
        this.prices = prices;
        this.rates = rates;
        this.series = series;
        this.sql = sql;
    }

    /// @param sessionId absent when only the beginning and the end are known
    /// @param day where the charger stands
    record Charge(
            UUID profileId,
            @Nullable UUID chargerId,
            @Nullable UUID sessionId,
            LocalDate day,
            Instant startedAt,
            Instant endedAt,
            BigDecimal kwh) {}

    /// Empty as long as a price it needs is not known.
    Optional<Settlement.Price> price(Charge charge) {
        prices.lockForReading(charge.profileId());
        return prices.inForce(charge.profileId(), charge.chargerId(), charge.day())
                .flatMap(source -> price(charge, source));
    }

    private Optional<Settlement.Price> price(Charge charge, InForce source) {
        return switch (source.source()) {
            case CONTRACT ->
                Optional.of(flat(
                        charge,
                        source,
                        Objects.requireNonNull(source.perKwh()),
                        Objects.requireNonNull(source.currency())));
            case STATUTORY_RATE ->
                rates.perKwh(Objects.requireNonNull(source.country()), source.region(), charge.day())
                        .map(rate -> flat(charge, source, rate.rate(), rate.currency()));
            case DYNAMIC -> dynamic(charge, source);
            case EMPLOYER_CAP -> throw new IllegalStateException("a cap is no price");
        };
    }

    private Settlement.Price flat(Charge charge, InForce source, BigDecimal perKwh, String currency) {
        Optional<BigDecimal> cap = cap(charge, currency).filter(most -> most.compareTo(perKwh) < 0);
        PriceSource applied = cap.isPresent() ? PriceSource.EMPLOYER_CAP : source.source();
        return Settlement.Price.flat(source.id(), applied, cap.orElse(perKwh), currency, charge.kwh());
    }

    private Optional<Settlement.Price> dynamic(Charge charge, InForce source) {
        Series found = series.get(Objects.requireNonNull(source.seriesId()), Caller.SYSTEM);
        return DynamicPrice.cost(
                        charge.kwh(),
                        readings(charge),
                        series.between(found, charge.startedAt(), charge.endedAt()),
                        found.interval(),
                        cap(charge, found.currency()).orElse(null))
                .map(cost -> priced(charge, source, found.currency(), cost));
    }

    private static Settlement.Price priced(Charge charge, InForce source, String currency, BigDecimal cost) {
        BigDecimal perKwh = charge.kwh().signum() == 0
                ? BigDecimal.ZERO
                : cost.divide(charge.kwh(), PRICE_DECIMALS, RoundingMode.HALF_UP);
        return new Settlement.Price(
                source.id(), PriceSource.DYNAMIC, perKwh, currency, Settlement.Price.rounded(cost, currency));
    }

    private Optional<BigDecimal> cap(Charge charge, String currency) {
        return prices.cap(charge.profileId(), charge.chargerId(), charge.day(), currency)
                .map(Cap::perKwh);
    }

    /// Those within the session; the ends are what the CDR counts.
    private List<DynamicPrice.Reading> readings(Charge charge) {
        List<DynamicPrice.Reading> readings = new ArrayList<>();
        BigDecimal start = BigDecimal.ZERO;
        BigDecimal stop = charge.kwh().movePointRight(3);
        if (charge.sessionId() != null) {
            BigDecimal first = sql.first(
                            "SELECT meter_start_wh FROM session WHERE id = ? AND meter_start_wh IS NOT NULL",
                            row -> row.getBigDecimal(1),
                            charge.sessionId())
                    .orElse(null);
            if (first != null) {
                start = first;
                stop = first.add(stop);
                readings.addAll(sql.query(
                        """
                        SELECT measured_at, energy_wh FROM meter_value
                        WHERE session_id = ? AND energy_wh IS NOT NULL AND measured_at > ? AND measured_at < ?
                        ORDER BY measured_at, energy_wh
                        """,
                        row -> new DynamicPrice.Reading(
                                Sql.requiredInstant(row, "measured_at"), row.getBigDecimal("energy_wh")),
                        charge.sessionId(),
                        charge.startedAt(),
                        charge.endedAt()));
            }
        }
        readings.addFirst(new DynamicPrice.Reading(charge.startedAt(), start));
        readings.add(new DynamicPrice.Reading(charge.endedAt(), stop));
        return readings;
    }
}
