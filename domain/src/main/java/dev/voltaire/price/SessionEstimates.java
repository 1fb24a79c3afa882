package dev.voltaire.price;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.cdr.plan.PlanReader;
import dev.voltaire.cdr.plan.PlanTerms;
import dev.voltaire.currency.ExchangeRateRepository;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.session.SessionOrigin;
import dev.voltaire.session.SessionStatus;
import dev.voltaire.sql.Sql;
import dev.voltaire.tariff.ChargingUsage;
import dev.voltaire.tariff.Tariff;
import dev.voltaire.tariff.UsagePeriod;
import dev.voltaire.tariff.ocpi.CountryZone;
import dev.voltaire.tariff.ocpi.OcpiCdrJson;
import dev.voltaire.tariff.ocpi.OcpiTariffJson;
import dev.voltaire.tariff.ocpi.UnreadableOcpiException;
import dev.voltaire.tariff.store.TariffStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/// Estimates what sessions cost before their CDRs come: what the operator reported so far, by the tariffs it names or
/// those of the connector, under the customer's plan. Never in a caller's transaction: the plan may be one of a unit
/// above, which the caller does not see.
@ApplicationScoped
public class SessionEstimates {
    /// Operators round energy; a tenth of a kWh more than the periods say is worth spreading.
    private static final BigDecimal UNEXPLAINED_KWH = new BigDecimal("0.1");

    private static final String SUBJECTS = """
            SELECT s.id, s.origin, s.status, s.raw, s.kwh, s.started_at, s.ended_at, s.last_updated, s.country_code,
                   s.party_id, u.id AS unit_id, coalesce(u.currency, ?) AS customers, l.time_zone, l.country,
                   c.tariff_ids, c.kw,
            """ + PlanReader.COLUMNS + """
            FROM session s
            LEFT JOIN organisation_unit u ON u.id = s.organisation_unit_id
            LEFT JOIN location l ON l.partner_id = s.partner_id AND l.country_code = s.country_code
                AND l.party_id = s.party_id AND l.location_key = lower(s.location_id)
            LEFT JOIN LATERAL (
                SELECT n.tariff_ids, n.power_type, coalesce(n.max_electric_power / 1000.0,
                       n.max_voltage * n.max_amperage * CASE n.power_type WHEN 'AC_3_PHASE' THEN 3 ELSE 1 END / 1000.0)
                       AS kw
                FROM connector n WHERE n.location_id = l.id AND n.evse_key = lower(s.evse_id)
                  AND (s.connector_id IS NULL OR n.connector_key = lower(s.connector_id))
                ORDER BY n.connector_key LIMIT 1) c ON true
            LEFT JOIN LATERAL (
            """
            + PlanReader.nearest("u.path", "coalesce(u.currency, ?)", "s.started_at", "s.partner_id", "c.power_type")
            + ") plan ON true WHERE s.id = ANY (?)";

    private final Sql sql;
    private final PlanReader plans;
    private final TariffStore tariffs;
    private final ExchangeRateRepository rates;
    private final String baseCurrency;

    @Inject
    SessionEstimates(
            Sql sql,
            PlanReader plans,
            TariffStore tariffs,
            ExchangeRateRepository rates,
            @ConfigProperty(name = "voltaire.base-currency", defaultValue = "EUR") String baseCurrency) {
        this.sql = sql;
        this.plans = plans;
        this.tariffs = tariffs;
        this.rates = rates;
        this.baseCurrency = baseCurrency;
    }

    private record Subject(
            UUID id,
            SessionOrigin origin,
            SessionStatus status,
            @Nullable String raw,
            BigDecimal kwh,
            Instant startedAt,
            @Nullable Instant endedAt,
            Instant lastUpdated,
            @Nullable String countryCode,
            @Nullable String partyId,
            boolean ours,
            CurrencyUnit customers,
            ZoneId zone,
            List<String> tariffIds,
            @Nullable BigDecimal kw,
            PlanTerms terms) {}

    /// The caller has made sure that the session is within reach.
    ///
    /// @throws ProblemException NOT_FOUND
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public SessionEstimate of(UUID sessionId) {
        return of(List.of(sessionId)).stream().findFirst().orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    /// Of many at once, in no particular order; unknown ids are left out.
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public List<SessionEstimate> of(Collection<UUID> sessionIds) {
        TariffsAt known = new TariffsAt(tariffs);
        return sql.query(SUBJECTS, this::subject, baseCurrency, baseCurrency, sessionIds.toArray(UUID[]::new)).stream()
                .map(subject -> new SessionEstimate(
                        subject.id(), subject.status(), subject.lastUpdated(), subject.kwh(), price(subject, known)))
                .toList();
    }

    private Pricing price(Subject subject, TariffsAt known) {
        if (subject.origin() == SessionOrigin.HOME) {
            return new Pricing.NotAvailable(Pricing.Reason.AT_HOME);
        }
        if (!subject.ours()) {
            return new Pricing.NotAvailable(Pricing.Reason.NOBODY_TO_CHARGE);
        }
        ChargingUsage usage = usage(subject);
        List<String> ids = new ArrayList<>();
        usage.periods().stream().map(UsagePeriod::tariffId).forEach(id -> {
            if (id != null) {
                ids.add(id);
            }
        });
        ids.addAll(subject.tariffIds());
        List<Tariff> found = subject.countryCode() == null || subject.partyId() == null
                ? List.of()
                : known.find(subject.countryCode(), subject.partyId(), ids, subject.startedAt()).stream()
                        .map(TariffsAt.Known::tariff)
                        .toList();
        return UsagePricing.price(
                usage,
                found,
                subject.terms(),
                subject.customers(),
                currency -> rates.find(
                        currency,
                        subject.customers(),
                        subject.lastUpdated().atZone(ZoneOffset.UTC).toLocalDate()));
    }

    /// As its operator reported it. Energy that no period accounts for is spread over the time so far.
    private static ChargingUsage usage(Subject subject) {
        Instant end = subject.endedAt() == null ? subject.lastUpdated() : subject.endedAt();
        if (end.isBefore(subject.startedAt())) {
            end = subject.startedAt();
        }
        try {
            JsonNode json = OcpiTariffJson.parse(subject.raw() == null ? "{}" : subject.raw());
            ChargingUsage reported = OcpiCdrJson.read(json, subject.zone()).usage();
            if (!reported.periods().isEmpty()
                    && reported.energy().add(UNEXPLAINED_KWH).compareTo(subject.kwh()) >= 0) {
                return reported;
            }
        } catch (UnreadableOcpiException | ArithmeticException unreadable) {
            // the totals remain
        }
        return AssumedUsage.evenly(subject.startedAt(), end, subject.kwh(), subject.kw(), subject.zone());
    }

    private Subject subject(ResultSet row) throws SQLException {
        Array tariffIds = row.getArray("tariff_ids");
        UUID plan = row.getObject("plan_id", UUID.class);
        return new Subject(
                Sql.id(row, "id"),
                SessionOrigin.valueOf(row.getString("origin")),
                SessionStatus.valueOf(row.getString("status")),
                row.getString("raw"),
                row.getBigDecimal("kwh"),
                Sql.requiredInstant(row, "started_at"),
                Sql.instant(row, "ended_at"),
                Sql.requiredInstant(row, "last_updated"),
                row.getString("country_code"),
                row.getString("party_id"),
                row.getObject("unit_id", UUID.class) != null,
                CurrencyUnit.of(row.getString("customers")),
                zone(row.getString("time_zone"), row.getString("country")),
                tariffIds == null ? List.of() : List.of((String[]) tariffIds.getArray()),
                row.getBigDecimal("kw"),
                plan == null ? PlanTerms.Markup.NOTHING : plans.terms(plan, row));
    }

    /// Of the location; UTC where neither it nor its country says.
    static ZoneId zone(@Nullable String zone, @Nullable String country) {
        try {
            if (zone != null) {
                return ZoneId.of(zone);
            }
        } catch (DateTimeException unknown) {
            // the country may say
        }
        return country == null ? ZoneOffset.UTC : CountryZone.of(country).orElse(ZoneOffset.UTC);
    }
}
