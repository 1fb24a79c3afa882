package dev.voltaire.command;

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
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/// What partners say a session will draw from now on.
@ApplicationScoped
public class ActiveChargingProfiles {
    private final DataSource dataSource;
    private final Clock clock;

    @Inject
    ActiveChargingProfiles(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /// @param profile OCPI's ChargingProfile as JSON
    public record Active(Instant startsAt, String profile, Instant receivedAt) {}

    /// The latest report counts. False when the partner has no such session.
    public boolean keep(UUID partnerId, String externalId, Instant startsAt, String profile) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        INSERT INTO active_charging_profile (session_id, starts_at, profile, received_at)
                        SELECT id, ?, ?::jsonb, ? FROM session
                        WHERE partner_id = ? AND lower(external_id) = lower(?) AND origin = 'ROAMING'
                        ORDER BY started_at DESC LIMIT 1
                        ON CONFLICT (session_id) DO UPDATE SET starts_at = excluded.starts_at,
                            profile = excluded.profile, received_at = excluded.received_at
                        """)) {
            statement.setObject(1, startsAt.atOffset(ZoneOffset.UTC));
            statement.setString(2, profile);
            statement.setObject(3, clock.instant().atOffset(ZoneOffset.UTC));
            statement.setObject(4, partnerId);
            statement.setString(5, externalId);
            return statement.executeUpdate() == 1;
        } catch (SQLException failure) {
            throw new IllegalStateException("a charging profile cannot be stored", failure);
        }
    }

    public Optional<Active> of(UUID sessionId) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT starts_at, profile::text, received_at FROM active_charging_profile WHERE session_id = ?")) {
            statement.setObject(1, sessionId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Active(
                                row.getObject(1, OffsetDateTime.class).toInstant(),
                                row.getString(2),
                                row.getObject(3, OffsetDateTime.class).toInstant()))
                        : Optional.empty();
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("a charging profile cannot be read", failure);
        }
    }
}
