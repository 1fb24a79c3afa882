package dev.voltaire.partner;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Which lists of which partners are to be read when, and how the last reading went. A full reading decides what is
/// gone; readings of changes in between start where the last one ended.
@ApplicationScoped
public class CrawlPlan {
    /// After a failure, doubled each time.
    private static final Duration FIRST_RETRY = Duration.ofSeconds(10);

    private static final Duration LONGEST_RETRY = Duration.ofHours(1);

    private final DataSource dataSource;
    private final Clock clock;

    @Inject
    CrawlPlan(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /// @param deltaFrom read only what changed since; absent for a full reading
    public record Due(
            UUID partnerId, String module, @Nullable Instant deltaFrom) {}

    /// @param newest the latest `last_updated` seen
    public record Result(
            int pages, int objects, int setAside, @Nullable Instant newest) {}

    public record State(
            String module,
            @Nullable Instant nextRunAt,
            @Nullable Instant lastFinishedAt,
            @Nullable Instant lastFullAt,
            @Nullable String lastOutcome,
            int objects,
            int setAside,
            int failures) {}

    /// Read it fully, now.
    @Transactional
    public void readFully(UUID partnerId, String module) {
        execute("""
                INSERT INTO partner_crawl (partner_id, module, next_run_at) VALUES (?, ?, ?)
                ON CONFLICT (partner_id, module) DO UPDATE SET next_run_at = excluded.next_run_at, full_run = true,
                    failures = 0
                """, statement -> {
            statement.setObject(1, partnerId);
            statement.setString(2, module);
            statement.setObject(3, now());
            return statement.executeUpdate();
        });
    }

    /// Something was missed: read what changed, now.
    @Transactional
    public void bringForward(UUID partnerId, String module) {
        execute(
                "UPDATE partner_crawl SET next_run_at = least(next_run_at, ?) WHERE partner_id = ? AND module = ?",
                statement -> {
                    statement.setObject(1, now());
                    statement.setObject(2, partnerId);
                    statement.setString(3, module);
                    return statement.executeUpdate();
                });
    }

    @Transactional
    public void forget(UUID partnerId) {
        execute("DELETE FROM partner_crawl WHERE partner_id = ?", statement -> {
            statement.setObject(1, partnerId);
            return statement.executeUpdate();
        });
    }

    /// Takes one reading that is due; nobody else gets it until the lease ends.
    @Transactional
    public Optional<Due> take(Duration lease) {
        return execute("""
                UPDATE partner_crawl SET leased_until = ?, last_started_at = ?
                WHERE (partner_id, module) = (
                    SELECT partner_id, module FROM partner_crawl
                    WHERE next_run_at <= ? AND (leased_until IS NULL OR leased_until < ?)
                    ORDER BY next_run_at LIMIT 1 FOR UPDATE SKIP LOCKED)
                RETURNING partner_id, module, CASE WHEN full_run THEN NULL ELSE delta_from END
                """, statement -> {
            statement.setObject(1, utc(clock.instant().plus(lease)));
            statement.setObject(2, now());
            statement.setObject(3, now());
            statement.setObject(4, now());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Due(rows.getObject(1, UUID.class), rows.getString(2), instant(rows, 3)))
                        : Optional.empty();
            }
        });
    }

    @Transactional
    public void extend(Due due, Duration lease) {
        execute("UPDATE partner_crawl SET leased_until = ? WHERE partner_id = ? AND module = ?", statement -> {
            statement.setObject(1, utc(clock.instant().plus(lease)));
            statement.setObject(2, due.partnerId());
            statement.setString(3, due.module());
            return statement.executeUpdate();
        });
    }

    /// `fullEvery` after the last full reading the next one is full again. A partner may ask for a reading while one
    /// runs: then the next one is due at once and stays so.
    @Transactional
    public void finished(Due due, Result result, Instant nextRun, Duration fullEvery) {
        execute("""
                UPDATE partner_crawl SET leased_until = NULL, last_finished_at = ?, last_outcome = 'COMPLETE',
                    last_full_at = CASE WHEN ? THEN ?::timestamptz ELSE last_full_at END, pages = ?, objects = ?, set_aside = ?,
                    failures = 0, delta_from = coalesce(?, delta_from),
                    full_run = (next_run_at > last_started_at AND full_run)
                        OR coalesce(CASE WHEN ? THEN ?::timestamptz ELSE last_full_at END, '-infinity') + ?::interval <= ?::timestamptz,
                    next_run_at = CASE WHEN next_run_at > last_started_at THEN next_run_at ELSE ?::timestamptz END
                WHERE partner_id = ? AND module = ?
                """, statement -> {
            statement.setObject(1, now());
            statement.setBoolean(2, due.deltaFrom() == null);
            statement.setObject(3, now());
            statement.setInt(4, result.pages());
            statement.setInt(5, result.objects());
            statement.setInt(6, result.setAside());
            Instant newest = result.newest();
            statement.setObject(7, newest == null ? null : utc(newest), java.sql.Types.TIMESTAMP_WITH_TIMEZONE);
            statement.setBoolean(8, due.deltaFrom() == null);
            statement.setObject(9, now());
            statement.setString(10, fullEvery.toString());
            statement.setObject(11, utc(nextRun));
            statement.setObject(12, utc(nextRun));
            statement.setObject(13, due.partnerId());
            statement.setString(14, due.module());
            return statement.executeUpdate();
        });
    }

    @Transactional
    public void failed(Due due, String reason) {
        execute("""
                UPDATE partner_crawl SET leased_until = NULL, last_finished_at = ?, last_outcome = ?,
                    failures = failures + 1,
                    next_run_at = ?::timestamptz
                        + least(?::interval * power(2, least(failures, 20)), ?::interval)
                WHERE partner_id = ? AND module = ?
                """, statement -> {
            statement.setObject(1, now());
            statement.setString(2, reason);
            statement.setObject(3, now());
            statement.setString(4, FIRST_RETRY.toString());
            statement.setString(5, LONGEST_RETRY.toString());
            statement.setObject(6, due.partnerId());
            statement.setString(7, due.module());
            return statement.executeUpdate();
        });
    }

    public List<State> of(UUID partnerId) {
        return execute("""
                SELECT module, next_run_at, last_finished_at, last_full_at, last_outcome, objects, set_aside, failures
                FROM partner_crawl WHERE partner_id = ? ORDER BY module
                """, statement -> {
            statement.setObject(1, partnerId);
            List<State> states = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    states.add(new State(
                            rows.getString(1),
                            instant(rows, 2),
                            instant(rows, 3),
                            instant(rows, 4),
                            rows.getString(5),
                            rows.getInt(6),
                            rows.getInt(7),
                            rows.getInt(8)));
                }
            }
            return states;
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
            throw new IllegalStateException("the crawl plan cannot be reached", failure);
        }
    }

    private static @Nullable Instant instant(ResultSet rows, int column) throws SQLException {
        OffsetDateTime value = rows.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    private OffsetDateTime now() {
        return utc(clock.instant());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
