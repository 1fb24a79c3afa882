package dev.voltaire.price;

import dev.voltaire.cdr.plan.PlanReader;
import dev.voltaire.cdr.plan.PlanTerms;
import dev.voltaire.currency.ExchangeRateRepository;
import dev.voltaire.driver.Profile;
import dev.voltaire.identity.Caller;
import dev.voltaire.location.ChargePoints;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.problem.Violation;
import dev.voltaire.sql.Sql;
import dev.voltaire.tariff.ChargingUsage;
import dev.voltaire.tariff.RatingPolicy;
import dev.voltaire.tariff.RatingReport;
import dev.voltaire.tariff.TariffRating;
import dev.voltaire.tariff.TariffType;
import dev.voltaire.tariff.store.TariffStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/// Tells a driver what charging at a connector will cost, with every component, and keeps what was told (AFIR,
/// EU 2023/1804, Art. 5(5)). Never in a caller's transaction: the plan may be one of a unit above, which the caller
/// does
/// not see.
@ApplicationScoped
public class PriceQuoting {
    private static final BigDecimal MINUTES_PER_HOUR = BigDecimal.valueOf(60);
    private static final BigDecimal MOST_KWH = BigDecimal.valueOf(500);
    private static final int MOST_MINUTES = 7 * 24 * 60;
    private static final int KWH_DECIMALS = 3;

    private static final String CONNECTORS = """
            SELECT l.partner_id, l.country_code, l.party_id, l.location_id, l.time_zone, l.country, e.uid, e.evse_id,
                   n.connector_id, n.power_type, n.tariff_ids, u.currency AS customers,
                   coalesce(n.max_electric_power / 1000.0,
                       n.max_voltage * n.max_amperage * CASE n.power_type WHEN 'AC_3_PHASE' THEN 3 ELSE 1 END / 1000.0)
                       AS kw,
            """ + PlanReader.COLUMNS + """
            FROM location l JOIN evse e ON e.location_id = l.id
            JOIN connector n ON n.location_id = e.location_id AND n.evse_key = e.evse_key
            JOIN organisation_unit u ON u.id = ?
            LEFT JOIN LATERAL (
            """
            + PlanReader.nearest("u.path", "u.currency", "?::timestamptz", "l.partner_id", "n.power_type") + """
            ) plan ON true
            WHERE l.partner_id = ? AND l.country_code = ? AND l.party_id = ? AND l.location_key = lower(?)
              AND e.evse_key = lower(?) AND (?::text IS NULL OR n.connector_key = lower(?))
            ORDER BY n.connector_key LIMIT 2
            """;

    private final ChargePoints chargePoints;
    private final Sql sql;
    private final PlanReader plans;
    private final TariffStore tariffs;
    private final ExchangeRateRepository rates;
    private final PriceQuotes quotes;
    private final Clock clock;
    private final Duration validity;

    @Inject
    PriceQuoting(
            ChargePoints chargePoints,
            Sql sql,
            PlanReader plans,
            TariffStore tariffs,
            ExchangeRateRepository rates,
            PriceQuotes quotes,
            Clock clock,
            @ConfigProperty(name = "voltaire.price-quotes.validity", defaultValue = "15M") Duration validity) {
        this.chargePoints = chargePoints;
        this.sql = sql;
        this.plans = plans;
        this.tariffs = tariffs;
        this.rates = rates;
        this.quotes = quotes;
        this.clock = clock;
        this.validity = validity;
    }

    /// What a driver means to charge. With one of `kwh` and `minutes` the other follows from the connector's power.
    public record Wish(
            String evseId,
            @Nullable String connectorId,
            @Nullable BigDecimal kwh,
            @Nullable Integer minutes) {}

    private record Connector(
            QuotedPlace place,
            CurrencyUnit customers,
            PlanTerms terms,
            @Nullable UUID planId) {}

    private record Charge(BigDecimal kwh, int minutes) {}

    /// The caller has made sure that the profile is within reach.
    ///
    /// @return the id of the quote
    /// @throws ProblemException NOT_FOUND, CONNECTOR_REQUIRED, VALIDATION_FAILED, PRICE_NOT_AVAILABLE
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public UUID quote(Wish wish, Profile profile, Caller caller) {
        Instant now = clock.instant();
        UUID unit = profile.organisationUnit().id();
        Connector connector = connector(wish, unit, now);
        QuotedPlace place = connector.place();
        Charge charge = charge(wish, place.kw());
        ChargingUsage usage = AssumedUsage.evenly(
                now, now.plus(Duration.ofMinutes(charge.minutes())), charge.kwh(), place.kw(), place.zone());
        List<TariffsAt.Known> known =
                new TariffsAt(tariffs).find(place.countryCode(), place.partyId(), place.tariffIds(), now);
        Pricing pricing = UsagePricing.price(
                usage,
                known.stream().map(TariffsAt.Known::tariff).toList(),
                connector.terms(),
                connector.customers(),
                currency -> rates.find(
                        currency,
                        connector.customers(),
                        now.atZone(ZoneOffset.UTC).toLocalDate()));
        return switch (pricing) {
            case Pricing.NotAvailable none -> throw new ProblemException(Problem.PRICE_NOT_AVAILABLE);
            case Pricing.Priced(WorkedPrice price) ->
                quotes.keep(new PriceQuotes.Draft(
                        unit,
                        profile.id(),
                        place,
                        charge.kwh(),
                        charge.minutes(),
                        price,
                        known.stream().map(TariffsAt.Known::raw).toList(),
                        connector.planId(),
                        adHoc(usage, known),
                        now,
                        caller.name(),
                        now.plus(validity)));
        };
    }

    private Connector connector(Wish wish, UUID unit, Instant now) {
        ChargePoints.ChargePoint point =
                chargePoints.byEvseId(wish.evseId()).orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
        List<Connector> connectors = sql.query(
                CONNECTORS,
                this::connector,
                unit,
                now,
                point.partnerId(),
                point.countryCode(),
                point.partyId(),
                point.locationId(),
                point.evseUid(),
                wish.connectorId(),
                wish.connectorId());
        if (connectors.isEmpty()) {
            throw new ProblemException(Problem.NOT_FOUND);
        }
        if (connectors.size() > 1) {
            throw new ProblemException(Problem.CONNECTOR_REQUIRED);
        }
        return connectors.getFirst();
    }

    private Connector connector(ResultSet row) throws SQLException {
        UUID plan = row.getObject("plan_id", UUID.class);
        return new Connector(
                new QuotedPlace(
                        Sql.id(row, "partner_id"),
                        row.getString("country_code"),
                        row.getString("party_id"),
                        row.getString("location_id"),
                        row.getString("uid"),
                        row.getString("evse_id"),
                        row.getString("connector_id"),
                        row.getString("power_type"),
                        row.getBigDecimal("kw"),
                        SessionEstimates.zone(row.getString("time_zone"), row.getString("country")),
                        List.of((String[]) row.getArray("tariff_ids").getArray())),
                CurrencyUnit.of(row.getString("customers")),
                plan == null ? PlanTerms.Markup.NOTHING : plans.terms(plan, row),
                plan);
    }

    private static Charge charge(Wish wish, @Nullable BigDecimal kw) {
        BigDecimal kwh = wish.kwh();
        Integer minutes = wish.minutes();
        if (kwh == null && minutes == null) {
            throw ProblemException.invalid(List.of(
                    new Violation("kwh", "validation.required"), new Violation("minutes", "validation.required")));
        }
        if (kwh == null && minutes != null && kw != null) {
            kwh = kw.multiply(BigDecimal.valueOf(minutes)).divide(MINUTES_PER_HOUR, KWH_DECIMALS, RoundingMode.HALF_UP);
        }
        if (minutes == null && kwh != null && kw != null && kw.signum() > 0) {
            minutes = kwh.multiply(MINUTES_PER_HOUR)
                    .divide(kw, MathContext.DECIMAL64)
                    .setScale(0, RoundingMode.CEILING)
                    .min(BigDecimal.valueOf(Integer.MAX_VALUE))
                    .intValue();
        }
        if (kwh == null || kwh.signum() <= 0 || kwh.compareTo(MOST_KWH) > 0) {
            throw ProblemException.invalid(
                    List.of(new Violation("kwh", kwh == null ? "validation.required" : "validation.kwh")));
        }
        if (minutes == null || minutes <= 0 || minutes > MOST_MINUTES) {
            throw ProblemException.invalid(
                    List.of(new Violation("minutes", minutes == null ? "validation.required" : "validation.minutes")));
        }
        return new Charge(kwh, minutes);
    }

    private static PriceQuote.@Nullable AdHoc adHoc(ChargingUsage usage, List<TariffsAt.Known> known) {
        for (TariffsAt.Known candidate : known) {
            if (candidate.tariff().type() == TariffType.AD_HOC_PAYMENT
                    && candidate.tariff().validAt(usage.start())) {
                RatingReport report = TariffRating.rate(usage, candidate.tariff(), RatingPolicy.DEFAULT);
                return new PriceQuote.AdHoc(
                        candidate.tariff().id(),
                        candidate.tariff().currency().getCode(),
                        report.total().exclVat(),
                        report.total().inclVat());
            }
        }
        return null;
    }
}
