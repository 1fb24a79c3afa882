package dev.voltaire.exchange;

import dev.voltaire.exchange.Exchange.Direction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// How the traffic with a partner fares, as far as the message log has come: a fraction of a second behind.
@ApplicationScoped
public class PartnerTraffic {
    private final DataSource dataSource;
    private final Clock clock;

    @Inject
    PartnerTraffic(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /// Whether we call the partner.
    public enum Circuit {
        /// As much as its settings allow.
        OPEN,
        /// Not now, after it kept failing or asked for less.
        LEFT_ALONE
    }

    /// @param failuresInRow of the messages since the last success
    public record Road(
            Direction direction,
            String module,
            @Nullable Instant lastSuccessAt,
            @Nullable Instant lastFailureAt,
            @Nullable String lastFailure,
            int failuresInRow) {
        private Instant lastMessageAt() {
            Instant success = lastSuccessAt == null ? Instant.MIN : lastSuccessAt;
            return lastFailureAt == null || lastFailureAt.isBefore(success) ? success : lastFailureAt;
        }
    }

    public record Health(Circuit circuit, @Nullable Instant leftAloneUntil, List<Road> roads) {}

    public Health of(UUID partnerId) {
        List<Road> roads = new ArrayList<>();
        Instant leftAloneUntil = null;
        Instant latest = Instant.MIN;
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        SELECT direction, module, last_success_at, last_failure_at, last_failure, failures_in_row,
                            left_alone_until
                        FROM partner_traffic WHERE partner_id = ? ORDER BY direction, module
                        """)) {
            statement.setObject(1, partnerId);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Road road = new Road(
                            Direction.valueOf(row.getString(1)),
                            row.getString(2),
                            instant(row, 3),
                            instant(row, 4),
                            row.getString(5),
                            row.getInt(6));
                    roads.add(road);
                    // one lane serves all modules: its last message knows
                    if (road.direction() == Direction.OUT
                            && road.lastMessageAt().isAfter(latest)) {
                        latest = road.lastMessageAt();
                        leftAloneUntil = instant(row, 7);
                    }
                }
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("the traffic of a partner cannot be read", failure);
        }
        boolean leftAlone = leftAloneUntil != null && leftAloneUntil.isAfter(clock.instant());
        return new Health(leftAlone ? Circuit.LEFT_ALONE : Circuit.OPEN, leftAlone ? leftAloneUntil : null, roads);
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
