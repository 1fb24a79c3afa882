package dev.voltaire.reimbursement;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The SQL of reimbursements and home energy prices. Plain JDBC, in the transaction of the thread.
@ApplicationScoped
class ReimbursementRepository {
    private final DataSource dataSource;

    @Inject
    ReimbursementRepository(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// A home CDR with what decides whether it is paid back.
    ///
    /// @param recorded this CDR has its line
    /// @param kwhBefore what earlier CDRs of the same session were paid back for
    record Usage(
            byte[] raw,
            Instant startedAt,
            Instant endedAt,
            BigDecimal kwh,
            UUID chargerId,
            UUID organisationUnitId,
            @Nullable UUID profileId,
            boolean refused,
            boolean allowedAtCharger,
            boolean recorded,
            BigDecimal kwhBefore,
            boolean corrects) {}

    Usage usage(UUID cpoCdrId) {
        return execute("""
                SELECT k.raw, k.started_at, k.ended_at, k.energy_kwh, s.charger_id,
                       coalesce(s.organisation_unit_id, c.organisation_unit_id) AS unit_id, s.profile_id,
                       s.refusal IS NOT NULL AS refused,
                       p.id IS NOT NULL AND CASE WHEN cardinality(c.allowed_profile_ids) > 0
                           THEN p.id = ANY (c.allowed_profile_ids)
                           ELSE coalesce(pu.path <@ cu.path, false) END AS allowed,
                       EXISTS (SELECT FROM reimbursement r WHERE r.cpo_cdr_id = k.id) AS recorded,
                       (SELECT coalesce(sum(r.kwh), 0) FROM reimbursement r WHERE r.session_id = s.id) AS before,
                       EXISTS (SELECT FROM reimbursement r WHERE r.session_id = s.id) AS corrects
                FROM cpo_cdr k
                JOIN session s ON s.id = k.session_reference::uuid
                JOIN charger c ON c.id = s.charger_id
                JOIN organisation_unit cu ON cu.id = c.organisation_unit_id
                LEFT JOIN profile p ON p.id = s.profile_id
                LEFT JOIN organisation_unit pu ON pu.id = p.organisation_unit_id
                WHERE k.id = ?
                FOR UPDATE OF s
                """, statement -> {
            bind(statement, cpoCdrId);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("a home CDR vanished");
                }
                return new Usage(
                        row.getBytes("raw"),
                        row.getObject("started_at", OffsetDateTime.class).toInstant(),
                        row.getObject("ended_at", OffsetDateTime.class).toInstant(),
                        row.getBigDecimal("energy_kwh"),
                        row.getObject("charger_id", UUID.class),
                        row.getObject("unit_id", UUID.class),
                        row.getObject("profile_id", UUID.class),
                        row.getBoolean("refused"),
                        row.getBoolean("allowed"),
                        row.getBoolean("recorded"),
                        row.getBigDecimal("before"),
                        row.getBoolean("corrects"));
            }
        });
    }

    record Price(UUID id, BigDecimal perKwh, String currency) {}

    /// The charger's own price before the driver's general one.
    Optional<Price> priceOn(UUID profileId, UUID chargerId, LocalDate day) {
        return execute("""
                SELECT id, price_per_kwh, currency FROM home_energy_price
                WHERE profile_id = ? AND (charger_id = ? OR charger_id IS NULL) AND valid @> ?::date
                ORDER BY charger_id NULLS LAST LIMIT 1
                """, statement -> {
            bind(statement, profileId, chargerId, day);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Price(row.getObject(1, UUID.class), row.getBigDecimal(2), row.getString(3)))
                        : Optional.empty();
            }
        });
    }

    /// @param amount absent without a price
    record Line(
            Usage usage,
            UUID cpoCdrId,
            UUID sessionId,
            BigDecimal kwh,
            LocalDate day,
            @Nullable IneligibilityReason reason,
            @Nullable Price price,
            @Nullable BigDecimal amount) {
        ReimbursementStatus status() {
            if (reason != null) {
                return ReimbursementStatus.NOT_ELIGIBLE;
            }
            return price == null ? ReimbursementStatus.PRICE_MISSING : ReimbursementStatus.PRICED;
        }
    }

    void insert(Line line, Instant at) {
        Price price = line.price();
        execute("""
                INSERT INTO reimbursement (organisation_unit_id, profile_id, charger_id, session_id, cpo_cdr_id, kind,
                    started_at, ended_at, charged_on, kwh, status, reason, price_id, price_per_kwh, currency, amount,
                    created_at, priced_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (cpo_cdr_id) DO NOTHING
                """, statement -> {
            bind(
                    statement,
                    line.usage().organisationUnitId(),
                    line.usage().profileId(),
                    line.usage().chargerId(),
                    line.sessionId(),
                    line.cpoCdrId(),
                    line.usage().corrects() ? "CORRECTION" : "CHARGE",
                    utc(line.usage().startedAt()),
                    utc(line.usage().endedAt()),
                    line.day(),
                    line.kwh(),
                    line.status().name(),
                    line.reason() == null ? null : line.reason().name(),
                    price == null ? null : price.id(),
                    price == null ? null : price.perKwh(),
                    price == null ? null : price.currency(),
                    line.amount(),
                    utc(at),
                    price == null ? null : utc(at));
            return statement.executeUpdate();
        });
    }

    /// Until the transaction ends, no line of the driver looks for its price.
    void lockPricesOf(UUID profileId) {
        lock("SELECT FROM profile WHERE id = ? FOR NO KEY UPDATE", profileId);
    }

    /// Until the transaction ends, no price of the driver is entered.
    void lockPricesForReading(UUID profileId) {
        lock("SELECT FROM profile WHERE id = ? FOR SHARE", profileId);
    }

    private void lock(String sql, UUID profileId) {
        execute(sql, statement -> {
            bind(statement, profileId);
            return statement.execute();
        });
    }

    boolean chargerServes(UUID chargerId, UUID unit) {
        return exists("""
                SELECT FROM charger c
                JOIN organisation_unit owner ON owner.id = c.organisation_unit_id
                JOIN organisation_unit u ON u.id = ?
                WHERE c.id = ? AND u.path <@ owner.path
                """, unit, chargerId);
    }

    /// A line on one of the days was priced by what an open price said until now.
    boolean settledFrom(HomeEnergyPrices.Entry entry) {
        return exists("""
                SELECT FROM reimbursement r JOIN home_energy_price p ON p.id = r.price_id
                WHERE p.profile_id = ? AND p.charger_id IS NOT DISTINCT FROM ?::uuid AND upper_inf(p.valid)
                  AND r.charged_on >= ?::date AND r.status = 'PRICED'
                """, entry.profileId(), entry.chargerId(), entry.validFrom());
    }

    void endOpenPrice(HomeEnergyPrices.Entry entry) {
        execute("""
                UPDATE home_energy_price SET valid = daterange(lower(valid), ?::date)
                WHERE profile_id = ? AND charger_id IS NOT DISTINCT FROM ?::uuid AND upper_inf(valid)
                  AND lower(valid) < ?::date
                """, statement -> {
            bind(statement, entry.validFrom(), entry.profileId(), entry.chargerId(), entry.validFrom());
            return statement.executeUpdate();
        });
    }

    boolean overlaps(HomeEnergyPrices.Entry entry) {
        return exists("""
                SELECT FROM home_energy_price
                WHERE profile_id = ? AND charger_id IS NOT DISTINCT FROM ?::uuid AND valid && daterange(?::date, ?::date)
                """, entry.profileId(), entry.chargerId(), entry.validFrom(), entry.validUntil());
    }

    UUID insert(HomeEnergyPrices.Entry entry, UUID unit, String by, Instant at) {
        return execute("""
                INSERT INTO home_energy_price (organisation_unit_id, profile_id, charger_id, price_per_kwh, currency,
                    source, valid, note, entered_by, entered_at)
                VALUES (?, ?, ?, ?, ?, ?, daterange(?::date, ?::date), ?, ?, ?)
                RETURNING id
                """, statement -> {
            bind(
                    statement,
                    unit,
                    entry.profileId(),
                    entry.chargerId(),
                    entry.pricePerKwh(),
                    entry.currency().getCode(),
                    entry.source().name(),
                    entry.validFrom(),
                    entry.validUntil(),
                    entry.note(),
                    by,
                    utc(at));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getObject(1, UUID.class);
            }
        });
    }

    /// PostgreSQL rounds numeric ties away from zero, as we do.
    void priceWaiting(HomeEnergyPrices.Entry entry, UUID priceId, Instant at) {
        execute("""
                UPDATE reimbursement r
                SET status = 'PRICED', price_id = p.id, price_per_kwh = p.price_per_kwh, currency = p.currency,
                    amount = round(r.kwh * p.price_per_kwh, ?::integer), priced_at = ?
                FROM home_energy_price p
                WHERE p.id = ? AND r.profile_id = p.profile_id AND r.status = 'PRICE_MISSING'
                  AND r.charged_on <@ p.valid AND (p.charger_id IS NULL OR p.charger_id = r.charger_id)
                """, statement -> {
            bind(statement, entry.currency().getDecimalPlaces(), utc(at), priceId);
            return statement.executeUpdate();
        });
    }

    HomeEnergyPrice price(UUID id) {
        return execute("""
                SELECT h.*, lower(h.valid) AS valid_from, upper(h.valid) AS valid_until, p.name AS profile_name
                FROM home_energy_price h JOIN profile p ON p.id = h.profile_id WHERE h.id = ?
                """, statement -> {
            bind(statement, id);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new HomeEnergyPrice(
                        id,
                        row.getObject("organisation_unit_id", UUID.class),
                        row.getObject("profile_id", UUID.class),
                        row.getString("profile_name"),
                        row.getObject("charger_id", UUID.class),
                        row.getBigDecimal("price_per_kwh"),
                        row.getString("currency"),
                        PriceSource.valueOf(row.getString("source")),
                        row.getObject("valid_from", LocalDate.class),
                        row.getObject("valid_until", LocalDate.class),
                        row.getString("note"),
                        row.getString("entered_by"),
                        row.getObject("entered_at", OffsetDateTime.class).toInstant());
            }
        });
    }

    private boolean exists(String sql, @Nullable Object... values) {
        return execute(sql + " LIMIT 1", statement -> {
            bind(statement, values);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        });
    }

    private static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(PreparedStatement statement) throws SQLException;
    }

    private <T> T execute(String sql, Work<T> work) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            return work.on(statement);
        } catch (SQLException failure) {
            throw new IllegalStateException("reimbursements cannot be reached", failure);
        }
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
