package dev.voltaire.location;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A location as a partner sent it, with what we index read out of it. `raw` is its JSON without the EVSEs.
///
/// @param latitude absent when missing or impossible
/// @param contentHash over everything but the times of update, so that a touch without a change is seen as none
public record ReceivedLocation(
        LocationKey key,
        @Nullable String name,
        @Nullable String address,
        @Nullable String city,
        @Nullable String postalCode,
        @Nullable String country,
        @Nullable BigDecimal latitude,
        @Nullable BigDecimal longitude,
        @Nullable String timeZone,
        boolean published,
        @Nullable String parkingType,
        @Nullable String operatorName,
        @Nullable String ownerName,
        Instant lastUpdated,
        byte[] contentHash,
        String raw,
        List<Evse> evses) {
    public ReceivedLocation {
        evses = List.copyOf(evses);
    }

    /// @param raw its JSON without the connectors
    public record Evse(
            String uid,
            @Nullable String evseId,
            String status,
            List<String> capabilities,
            Instant lastUpdated,
            String raw,
            List<Connector> connectors) {
        public Evse {
            capabilities = List.copyOf(capabilities);
            connectors = List.copyOf(connectors);
        }

        String key() {
            return LocationKey.keyOf(uid);
        }
    }

    /// @param maxElectricPower watts
    public record Connector(
            String id,
            @Nullable String standard,
            @Nullable String format,
            @Nullable String powerType,
            @Nullable Integer maxVoltage,
            @Nullable Integer maxAmperage,
            @Nullable Integer maxElectricPower,
            List<String> tariffIds,
            Instant lastUpdated,
            String raw) {
        public Connector {
            tariffIds = List.copyOf(tariffIds);
        }

        String key() {
            return LocationKey.keyOf(id);
        }
    }
}
