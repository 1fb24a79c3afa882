package dev.voltaire.currency;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.joda.money.CurrencyUnit;

/// The reference rates, by day. On a day without one the last published before it counts (Art. 91 VAT Directive), but
/// none older than ten days: rather no price than a guess.
@ApplicationScoped
public class ExchangeRateRepository {
    private static final int OLDEST_DAYS = 10;
    private static final String OURSELVES = "1:1";

    private final DataSource dataSource;

    @Inject
    ExchangeRateRepository(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// Empty when either currency has no rate around that day.
    public Optional<ExchangeRate> find(CurrencyUnit from, CurrencyUnit to, LocalDate on) {
        if (from.equals(to)) {
            return Optional.of(new ExchangeRate(from, to, BigDecimal.ONE, on, OURSELVES));
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        WITH published AS (
                            SELECT currency, rate_on, rate, source FROM exchange_rate WHERE currency IN (?, ?)
                            UNION ALL
                            SELECT DISTINCT 'EUR', rate_on, 1.0, source FROM exchange_rate
                            WHERE rate_on BETWEEN ?::date - ?::integer AND ?::date)
                        SELECT f.rate, t.rate, f.rate_on, CASE WHEN f.currency = 'EUR' THEN t.source ELSE f.source END
                        FROM published f JOIN published t USING (rate_on)
                        WHERE f.currency = ? AND t.currency = ? AND rate_on BETWEEN ?::date - ?::integer AND ?::date
                        ORDER BY rate_on DESC LIMIT 1
                        """)) {
            statement.setString(1, from.getCode());
            statement.setString(2, to.getCode());
            statement.setObject(3, on);
            statement.setInt(4, OLDEST_DAYS);
            statement.setObject(5, on);
            statement.setString(6, from.getCode());
            statement.setString(7, to.getCode());
            statement.setObject(8, on);
            statement.setInt(9, OLDEST_DAYS);
            statement.setObject(10, on);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(ExchangeRate.cross(
                                from,
                                row.getBigDecimal(1),
                                to,
                                row.getBigDecimal(2),
                                row.getObject(3, LocalDate.class),
                                row.getString(4)))
                        : Optional.empty();
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("exchange rates cannot be reached", failure);
        }
    }

    /// A day's rates; what is already known stays, a published rate does not change.
    public void add(LocalDate on, Map<CurrencyUnit, BigDecimal> perEuro, String source, Instant at) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        INSERT INTO exchange_rate (currency, rate_on, rate, source, fetched_at)
                        VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                        """)) {
            for (Map.Entry<CurrencyUnit, BigDecimal> rate : perEuro.entrySet()) {
                statement.setString(1, rate.getKey().getCode());
                statement.setObject(2, on);
                statement.setBigDecimal(3, rate.getValue());
                statement.setString(4, source);
                statement.setObject(5, at.atOffset(ZoneOffset.UTC));
                statement.addBatch();
            }
            statement.executeBatch();
        } catch (SQLException failure) {
            throw new IllegalStateException("exchange rates cannot be reached", failure);
        }
    }
}
