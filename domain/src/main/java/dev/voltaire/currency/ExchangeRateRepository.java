package dev.voltaire.currency;

import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/// The reference rates, by day. On a day without one the last published before it counts (Art. 91 VAT Directive), but
/// none older than ten days: rather no price than a guess.
@ApplicationScoped
public class ExchangeRateRepository {
    private static final int OLDEST_DAYS = 10;
    private static final String OURSELVES = "1:1";

    private final Sql sql;

    @Inject
    ExchangeRateRepository(Sql sql) {
        this.sql = sql;
    }

    /// Empty when either currency has no rate around that day.
    public Optional<ExchangeRate> find(CurrencyUnit from, CurrencyUnit to, LocalDate on) {
        if (from.equals(to)) {
            return Optional.of(new ExchangeRate(from, to, BigDecimal.ONE, on, OURSELVES));
        }
        return sql.first(
                """
                WITH published AS (
                    SELECT currency, rate_on, rate, source FROM exchange_rate WHERE currency IN (?, ?)
                    UNION ALL
                    SELECT DISTINCT 'EUR', rate_on, 1.0, source FROM exchange_rate
                    WHERE rate_on BETWEEN ?::date - ?::integer AND ?::date)
                SELECT f.rate, t.rate, f.rate_on, CASE WHEN f.currency = 'EUR' THEN t.source ELSE f.source END
                FROM published f JOIN published t USING (rate_on)
                WHERE f.currency = ? AND t.currency = ? AND rate_on BETWEEN ?::date - ?::integer AND ?::date
                ORDER BY rate_on DESC LIMIT 1
                """,
                row -> ExchangeRate.cross(
                        from,
                        row.getBigDecimal(1),
                        to,
                        row.getBigDecimal(2),
                        row.getObject(3, LocalDate.class),
                        row.getString(4)),
                from.getCode(),
                to.getCode(),
                on,
                OLDEST_DAYS,
                on,
                from.getCode(),
                to.getCode(),
                on,
                OLDEST_DAYS,
                on);
    }

    /// A day's rates; what is already known stays, a published rate does not change.
    public void add(LocalDate on, Map<CurrencyUnit, BigDecimal> perEuro, String source, Instant at) {
        List<@Nullable Object[]> rows = new ArrayList<>(perEuro.size());
        perEuro.forEach(
                (currency, rate) -> rows.add(new @Nullable Object[] {currency.getCode(), on, rate, source, at}));
        sql.batch("""
                INSERT INTO exchange_rate (currency, rate_on, rate, source, fetched_at)
                VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                """, rows);
    }
}
