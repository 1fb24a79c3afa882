package dev.voltaire.price;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.cdr.QuotedCdrRated;
import dev.voltaire.cdr.plan.PlanReader;
import dev.voltaire.cdr.plan.PlanTerms;
import dev.voltaire.currency.ExchangeRate;
import dev.voltaire.outbox.OutboxHandler;
import dev.voltaire.sql.Sql;
import dev.voltaire.tariff.ChargingUsage;
import dev.voltaire.tariff.Tariff;
import dev.voltaire.tariff.ocpi.OcpiCdrJson;
import dev.voltaire.tariff.ocpi.OcpiTariffJson;
import dev.voltaire.tariff.ocpi.UnreadableOcpiException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/// Compares what was charged with what the quote's terms make of what was really used. A CDR belongs to the quote whose
/// authorisation reference it or its session carries; for partners that drop it, to the one used for the same token at
/// the same EVSE last before.
@ApplicationScoped
class QuoteComparing implements OutboxHandler<QuotedCdrRated> {
    private static final String SUBJECT = """
            SELECT q.id AS quote_id, m.id AS msp_cdr_id, m.currency, m.total_excl_vat, c.raw, q.time_zone,
                   q.operator_tariffs, q.operator_currency, q.exchange_rate, q.exchange_on, q.exchange_source,
                   p.id AS plan_id, p.kind, p.percent, p.per_kwh, p.per_session, p.roaming_per_kwh,
                   p.roaming_per_session, p.tariff
            FROM cpo_cdr c
            JOIN msp_cdr m ON m.cpo_cdr_id = c.id AND m.corrects_version IS NULL
            LEFT JOIN session s ON s.id = m.session_id
            JOIN price_quote q ON q.token_id = m.token_id
                AND q.used_at BETWEEN c.started_at - interval '1 hour' AND coalesce(c.ended_at, c.started_at)
                AND q.currency = m.currency
                AND (q.authorisation_reference IN (c.authorisation_reference, s.authorisation_reference)
                     OR coalesce(c.authorisation_reference, s.authorisation_reference) IS NULL
                        AND q.partner_id = c.partner_id AND lower(q.evse_uid) = lower(c.evse_uid))
            LEFT JOIN tariff_plan p ON p.id = q.tariff_plan_id
            WHERE c.id = ? AND NOT EXISTS (SELECT FROM price_quote_outcome o WHERE o.quote_id = q.id OR o.msp_cdr_id = m.id)
            ORDER BY q.used_at DESC LIMIT 1
            """;

    private final Sql sql;
    private final PlanReader plans;
    private final Clock clock;

    @Inject
    QuoteComparing(Sql sql, PlanReader plans, Clock clock) {
        this.sql = sql;
        this.plans = plans;
        this.clock = clock;
    }

    private record Subject(
            UUID quoteId,
            UUID mspCdrId,
            CurrencyUnit currency,
            @Nullable BigDecimal charged,
            byte[] raw,
            ZoneId zone,
            List<Tariff> tariffs,
            Optional<ExchangeRate> exchange,
            PlanTerms terms) {}

    @Override
    public Class<QuotedCdrRated> eventType() {
        return QuotedCdrRated.class;
    }

    @Override
    public String name() {
        return "quote-comparing";
    }

    @Override
    public void handle(QuotedCdrRated event) {
        sql.first(SUBJECT, this::subject, event.cpoCdrId())
                .ifPresent(subject -> sql.update(
                        """
                        INSERT INTO price_quote_outcome (quote_id, msp_cdr_id, currency, expected, charged, compared_at)
                        VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                        """,
                        subject.quoteId(),
                        subject.mspCdrId(),
                        subject.currency().getCode(),
                        expected(subject),
                        subject.charged(),
                        clock.instant()));
    }

    private static @Nullable BigDecimal expected(Subject subject) {
        try {
            JsonNode cdr = OcpiTariffJson.parse(new String(subject.raw(), StandardCharsets.UTF_8));
            ChargingUsage usage = OcpiCdrJson.read(cdr, OcpiCdrJson.zone(cdr).orElse(subject.zone()))
                    .usage();
            Pricing pricing = UsagePricing.price(
                    whateverTariffItNames(usage),
                    subject.tariffs(),
                    subject.terms(),
                    subject.currency(),
                    from -> from.equals(subject.currency())
                            ? Optional.of(new ExchangeRate(from, from, BigDecimal.ONE, LocalDate.EPOCH, "1:1"))
                            : subject.exchange().filter(rate -> rate.from().equals(from)));
            return switch (pricing) {
                case Pricing.Priced(WorkedPrice price) -> price.total();
                case Pricing.NotAvailable none -> null;
            };
        } catch (UnreadableOcpiException | ArithmeticException unreadable) {
            return null;
        }
    }

    /// The quoted tariff counts, not one the operator has changed to since.
    private static ChargingUsage whateverTariffItNames(ChargingUsage usage) {
        return new ChargingUsage(
                usage.start(),
                usage.end(),
                usage.periods().stream().map(period -> period.underTariff(null)).toList(),
                usage.zone(),
                usage.reservationExpired());
    }

    private Subject subject(ResultSet row) throws SQLException {
        UUID plan = row.getObject("plan_id", UUID.class);
        CurrencyUnit currency = CurrencyUnit.of(row.getString("currency"));
        List<Tariff> tariffs = new ArrayList<>();
        for (JsonNode tariff : OcpiTariffJson.parse(row.getString("operator_tariffs"))) {
            tariffs.add(OcpiTariffJson.read(tariff).tariff());
        }
        String from = row.getString("operator_currency");
        return new Subject(
                Sql.id(row, "quote_id"),
                Sql.id(row, "msp_cdr_id"),
                currency,
                row.getBigDecimal("total_excl_vat"),
                row.getBytes("raw"),
                ZoneId.of(row.getString("time_zone")),
                tariffs,
                from == null
                        ? Optional.empty()
                        : Optional.of(new ExchangeRate(
                                CurrencyUnit.of(from),
                                currency,
                                row.getBigDecimal("exchange_rate"),
                                row.getObject("exchange_on", LocalDate.class),
                                row.getString("exchange_source"))),
                plan == null ? PlanTerms.Markup.NOTHING : plans.terms(plan, row));
    }
}
