package dev.voltaire.tariff.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Takes tariffs in and finds the one that was in force. A changed tariff supersedes its row and gets a new one;
/// nothing is ever overwritten or deleted.
@ApplicationScoped
public class TariffStore {
    private final DataSource dataSource;
    private final Clock clock;

    @Inject
    TariffStore(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    public enum Outcome {
        CREATED,
        UPDATED,
        UNCHANGED,
        STALE
    }

    /// @param raw the tariff's JSON as received
    public record Stored(UUID id, UUID partnerId, String tariffId, Instant receivedAt, String raw) {}

    private record Current(UUID id, Instant lastUpdated, byte[] contentHash) {}

    @Transactional
    public List<Outcome> receive(List<ReceivedTariff> tariffs) {
        List<Outcome> outcomes = new ArrayList<>(tariffs.size());
        tariffs.forEach(tariff -> outcomes.add(receive(tariff)));
        return outcomes;
    }

    @Transactional
    public Outcome receive(ReceivedTariff tariff) {
        Optional<Current> current = lockCurrent(tariff);
        if (current.isEmpty()) {
            insert(tariff);
            return Outcome.CREATED;
        }
        if (tariff.lastUpdated().isBefore(current.get().lastUpdated())) {
            touch(current.get().id(), current.get().lastUpdated());
            return Outcome.STALE;
        }
        if (Arrays.equals(tariff.contentHash(), current.get().contentHash())) {
            touch(current.get().id(), tariff.lastUpdated());
            return Outcome.UNCHANGED;
        }
        supersede(current.get().id());
        insert(tariff);
        return Outcome.UPDATED;
    }

    /// DELETE by the partner: no longer current, kept for what was charged by it. False when there was none.
    @Transactional
    public boolean withdraw(UUID partnerId, String countryCode, String partyId, String tariffId) {
        return execute("""
                        UPDATE stored_tariff SET superseded_at = ?
                        WHERE partner_id = ? AND country_code = ? AND party_id = ? AND tariff_key = ?
                          AND superseded_at IS NULL
                        """, statement -> {
                    statement.setObject(1, now());
                    bind(statement, 2, partnerId, countryCode, partyId, tariffId);
                    return statement.executeUpdate();
                })
                > 0;
    }

    /// After a complete crawl: what the partner did not list any more is no longer current.
    @Transactional
    public int withdrawUnseen(UUID partnerId, Instant crawlStarted) {
        return execute("""
                UPDATE stored_tariff SET superseded_at = ?
                WHERE partner_id = ? AND last_seen_at < ? AND superseded_at IS NULL
                """, statement -> {
            statement.setObject(1, now());
            statement.setObject(2, partnerId);
            statement.setObject(3, utc(crawlStarted));
            return statement.executeUpdate();
        });
    }

    public Optional<Stored> current(UUID partnerId, String countryCode, String partyId, String tariffId) {
        return find("""
                SELECT id, partner_id, tariff_id, received_at, raw::text FROM stored_tariff
                WHERE partner_id = ? AND country_code = ? AND party_id = ? AND tariff_key = ? AND superseded_at IS NULL
                """, statement -> bind(statement, 1, partnerId, countryCode, partyId, tariffId));
    }

    /// The tariff of this id that we knew at the given moment; the first one we ever knew when that was later.
    public Optional<Stored> inForce(String countryCode, String partyId, String tariffId, Instant at) {
        return find("""
                SELECT id, partner_id, tariff_id, received_at, raw::text FROM stored_tariff
                WHERE country_code = ? AND party_id = ? AND tariff_key = ?
                ORDER BY received_at <= ? DESC, abs(extract(epoch FROM received_at - ?)) LIMIT 1
                """, statement -> {
            statement.setString(1, countryCode.toUpperCase(Locale.ROOT));
            statement.setString(2, partyId.toUpperCase(Locale.ROOT));
            statement.setString(3, tariffId.toLowerCase(Locale.ROOT));
            statement.setObject(4, utc(at));
            statement.setObject(5, utc(at));
        });
    }

    private Optional<Current> lockCurrent(ReceivedTariff tariff) {
        return execute("""
                SELECT id, last_updated, content_hash FROM stored_tariff
                WHERE partner_id = ? AND country_code = ? AND party_id = ? AND tariff_key = ? AND superseded_at IS NULL
                FOR UPDATE
                """, statement -> {
            bind(statement, 1, tariff.partnerId(), tariff.countryCode(), tariff.partyId(), tariff.tariffId());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Current(
                                rows.getObject(1, UUID.class),
                                rows.getObject(2, OffsetDateTime.class).toInstant(),
                                rows.getBytes(3)))
                        : Optional.empty();
            }
        });
    }

    private void insert(ReceivedTariff tariff) {
        execute("""
                INSERT INTO stored_tariff (partner_id, country_code, party_id, tariff_key, tariff_id, currency, type,
                    starts_at, ends_at, last_updated, content_hash, raw, received_at, last_seen_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)
                """, statement -> {
            bind(statement, 1, tariff.partnerId(), tariff.countryCode(), tariff.partyId(), tariff.tariffId());
            statement.setString(5, tariff.tariffId());
            statement.setString(6, tariff.currency());
            statement.setString(7, tariff.type());
            statement.setObject(8, nullableUtc(tariff.startsAt()), Types.TIMESTAMP_WITH_TIMEZONE);
            statement.setObject(9, nullableUtc(tariff.endsAt()), Types.TIMESTAMP_WITH_TIMEZONE);
            statement.setObject(10, utc(tariff.lastUpdated()));
            statement.setBytes(11, tariff.contentHash());
            statement.setString(12, tariff.raw());
            statement.setObject(13, now());
            statement.setObject(14, now());
            return statement.executeUpdate();
        });
    }

    private void supersede(UUID id) {
        execute("UPDATE stored_tariff SET superseded_at = ? WHERE id = ?", statement -> {
            statement.setObject(1, now());
            statement.setObject(2, id);
            return statement.executeUpdate();
        });
    }

    private void touch(UUID id, Instant lastUpdated) {
        execute("UPDATE stored_tariff SET last_seen_at = ?, last_updated = ? WHERE id = ?", statement -> {
            statement.setObject(1, now());
            statement.setObject(2, utc(lastUpdated));
            statement.setObject(3, id);
            return statement.executeUpdate();
        });
    }

    private static void bind(
            PreparedStatement statement, int from, UUID partnerId, String countryCode, String partyId, String tariffId)
            throws SQLException {
        statement.setObject(from, partnerId);
        statement.setString(from + 1, countryCode.toUpperCase(Locale.ROOT));
        statement.setString(from + 2, partyId.toUpperCase(Locale.ROOT));
        statement.setString(from + 3, tariffId.toLowerCase(Locale.ROOT));
    }

    @FunctionalInterface
    private interface Binding {
        void to(PreparedStatement statement) throws SQLException;
    }

    private Optional<Stored> find(String sql, Binding binding) {
        return execute(sql, statement -> {
            binding.to(statement);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Stored(
                                rows.getObject(1, UUID.class),
                                rows.getObject(2, UUID.class),
                                rows.getString(3),
                                rows.getObject(4, OffsetDateTime.class).toInstant(),
                                rows.getString(5)))
                        : Optional.empty();
            }
        });
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
            throw new IllegalStateException("tariffs cannot be reached", failure);
        }
    }

    private OffsetDateTime now() {
        return utc(clock.instant());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable OffsetDateTime nullableUtc(@Nullable Instant instant) {
        return instant == null ? null : utc(instant);
    }
}
