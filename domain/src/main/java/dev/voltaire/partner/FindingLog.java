package dev.voltaire.partner;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// What is odd about the data of a partner, one row per object and kind. Nothing is refused for a finding.
@ApplicationScoped
public class FindingLog {
    private final DataSource dataSource;
    private final Clock clock;

    @Inject
    FindingLog(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /// @param module OCPI's name of the module
    /// @param code stable, kebab-case: `coordinates-swapped`
    public record Finding(
            String module,
            String objectId,
            String code,
            @Nullable String detail) {}

    public record Counted(Finding finding, int occurrences, Instant firstSeenAt, Instant lastSeenAt) {}

    public void record(UUID partnerId, List<Finding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        INSERT INTO partner_finding AS f
                            (partner_id, module, object_id, code, detail, first_seen_at, last_seen_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (partner_id, module, object_id, code) DO UPDATE SET
                            occurrences = f.occurrences + 1, detail = excluded.detail,
                            last_seen_at = excluded.last_seen_at
                        """)) {
            for (Finding finding : findings) {
                statement.setObject(1, partnerId);
                statement.setString(2, finding.module());
                statement.setString(3, finding.objectId());
                statement.setString(4, finding.code());
                statement.setString(5, finding.detail());
                statement.setObject(6, now);
                statement.setObject(7, now);
                statement.executeUpdate();
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("findings cannot be stored", failure);
        }
    }

    /// The most recent ones first.
    public List<Counted> of(UUID partnerId, int offset, int limit) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        SELECT module, object_id, code, detail, occurrences, first_seen_at, last_seen_at
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
                            new Finding(rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4)),
                            rows.getInt(5),
                            rows.getObject(6, OffsetDateTime.class).toInstant(),
                            rows.getObject(7, OffsetDateTime.class).toInstant()));
                }
            }
            return findings;
        } catch (SQLException failure) {
            throw new IllegalStateException("findings cannot be read", failure);
        }
    }
}
