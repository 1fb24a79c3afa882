package dev.voltaire.partner;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// What is odd about the data of a partner, one row per object and kind, counted. Nothing is refused for a finding. A
/// partner with the same oddity in every object fills no disk: beyond a number of objects the rest are counted together
/// under [#OTHERS].
@ApplicationScoped
public class FindingLog {
    /// The object id under which all objects beyond the first thousand of a kind are counted.
    public static final String OTHERS = "*";

    private static final int MOST_OBJECTS_PER_KIND = 1_000;
    private static final int LONGEST_DETAIL = 500;
    private static final int LONGEST_EXAMPLE = 2_000;

    private static final String RECORD = """
            WITH sent AS (
                SELECT module, object_id, code, max(detail) AS detail, max(example) AS example, count(*) AS times
                FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                     AS s (module, object_id, code, detail, example)
                GROUP BY module, object_id, code),
            kinds AS (
                SELECT module, code, count(*) AS objects FROM partner_finding
                WHERE partner_id = ? AND (module, code) IN (SELECT module, code FROM sent)
                GROUP BY module, code),
            placed AS (
                SELECT s.module, s.code, s.detail, s.example, s.times,
                       CASE WHEN f.object_id IS NOT NULL
                                 OR coalesce(k.objects, 0) + row_number() OVER (
                                     PARTITION BY s.module, s.code, f.object_id IS NULL ORDER BY s.object_id) <= ?
                            THEN s.object_id ELSE ? END AS object_id
                FROM sent s LEFT JOIN kinds k USING (module, code)
                LEFT JOIN partner_finding f ON f.partner_id = ? AND f.module = s.module
                    AND f.object_id = s.object_id AND f.code = s.code)
            INSERT INTO partner_finding AS f
                (partner_id, module, object_id, code, detail, example, occurrences, first_seen_at, last_seen_at)
            SELECT ?, module, object_id, code, max(detail), max(example), sum(times), ?, ?
            FROM placed GROUP BY module, object_id, code ORDER BY module, object_id, code
            ON CONFLICT (partner_id, module, object_id, code) DO UPDATE SET
                occurrences = least(f.occurrences::bigint + excluded.occurrences, 2147483647),
                detail = excluded.detail, example = coalesce(excluded.example, f.example),
                last_seen_at = excluded.last_seen_at
            """;

    private final DataSource dataSource;
    private final Clock clock;

    @Inject
    FindingLog(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /// @param module OCPI's name of the module
    /// @param code stable, kebab-case: `coordinates-swapped`
    /// @param example the object as it was sent, or its beginning
    public record Finding(
            String module,
            String objectId,
            String code,
            @Nullable String detail,
            @Nullable String example) {
        public Finding {
            detail = shorten(detail, LONGEST_DETAIL);
            example = shorten(example, LONGEST_EXAMPLE);
        }

        public Finding(String module, String objectId, String code, @Nullable String detail) {
            this(module, objectId, code, detail, null);
        }

        public Finding withExample(String sent) {
            return new Finding(module, objectId, code, detail, sent);
        }
    }

    public record Counted(Finding finding, int occurrences, Instant firstSeenAt, Instant lastSeenAt) {}

    public void record(UUID partnerId, List<Finding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(RECORD)) {
            statement.setArray(1, texts(connection, findings, Finding::module));
            statement.setArray(2, texts(connection, findings, Finding::objectId));
            statement.setArray(3, texts(connection, findings, Finding::code));
            statement.setArray(4, texts(connection, findings, Finding::detail));
            statement.setArray(5, texts(connection, findings, Finding::example));
            statement.setObject(6, partnerId);
            statement.setInt(7, MOST_OBJECTS_PER_KIND);
            statement.setString(8, OTHERS);
            statement.setObject(9, partnerId);
            statement.setObject(10, partnerId);
            statement.setObject(11, now);
            statement.setObject(12, now);
            statement.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException("findings cannot be stored", failure);
        }
    }

    /// The most recent ones first.
    public List<Counted> of(UUID partnerId, int offset, int limit) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        SELECT module, object_id, code, detail, example, occurrences, first_seen_at, last_seen_at
                        FROM partner_finding WHERE partner_id = ?
                        ORDER BY last_seen_at DESC, module, object_id, code OFFSET ? LIMIT ?
                        """)) {
            statement.setObject(1, partnerId);
            statement.setInt(2, offset);
            statement.setInt(3, limit);
            List<Counted> findings = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    findings.add(new Counted(
                            new Finding(
                                    rows.getString(1),
                                    rows.getString(2),
                                    rows.getString(3),
                                    rows.getString(4),
                                    rows.getString(5)),
                            rows.getInt(6),
                            rows.getObject(7, OffsetDateTime.class).toInstant(),
                            rows.getObject(8, OffsetDateTime.class).toInstant()));
                }
            }
            return findings;
        } catch (SQLException failure) {
            throw new IllegalStateException("findings cannot be read", failure);
        }
    }

    private static Array texts(Connection connection, List<Finding> findings, Function<Finding, @Nullable String> text)
            throws SQLException {
        @Nullable String[] values = new String[findings.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = text.apply(findings.get(i));
        }
        return connection.createArrayOf("text", values);
    }

    /// PostgreSQL keeps no NUL.
    private static @Nullable String shorten(@Nullable String text, int longest) {
        if (text == null) {
            return null;
        }
        String storable = text.replace("\0", "");
        return storable.length() <= longest ? storable : storable.substring(0, longest);
    }
}
