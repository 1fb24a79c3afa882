package dev.voltaire.location;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/// Finds the partner's EVSE that a person means.
@ApplicationScoped
public class ChargePoints {
    private final DataSource dataSource;

    @Inject
    ChargePoints(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// @param connectorIds as the partner calls them
    public record ChargePoint(
            UUID partnerId,
            String countryCode,
            String partyId,
            String locationId,
            String evseUid,
            List<String> capabilities,
            List<String> connectorIds) {
        public ChargePoint {
            capabilities = List.copyOf(capabilities);
            connectorIds = List.copyOf(connectorIds);
        }

        /// OCPI 2.2.1, Capability: the charger cannot tell which of its connectors is meant.
        public boolean needsConnector() {
            return capabilities.contains("START_SESSION_CONNECTOR_REQUIRED");
        }
    }

    /// By the id printed on it, `NL*RBC*E0042*1`: case and separators do not matter. Of several partners that offer it
    /// a connected CPO is asked before a hub.
    public Optional<ChargePoint> byEvseId(String evseId) {
        String compact = evseId.strip().replaceAll("[*-]", "").toUpperCase(Locale.ROOT);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        SELECT l.partner_id, l.country_code, l.party_id, l.location_id, e.uid, e.capabilities,
                            array(SELECT c.connector_id FROM connector c
                                  WHERE c.location_id = e.location_id AND c.evse_key = e.evse_key ORDER BY 1)
                        FROM evse e JOIN location l ON l.id = e.location_id JOIN partner p ON p.id = l.partner_id
                        WHERE upper(translate(e.evse_id, '*-', '')) = ? AND e.status <> 'REMOVED'
                          AND l.withdrawn_at IS NULL AND p.status = 'CONNECTED'
                        ORDER BY p.kind, l.last_updated DESC LIMIT 1
                        """)) {
            statement.setString(1, compact);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new ChargePoint(
                                row.getObject(1, UUID.class),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                List.of((String[]) row.getArray(6).getArray()),
                                List.of((String[]) row.getArray(7).getArray())))
                        : Optional.empty();
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("charge points cannot be read", failure);
        }
    }
}
