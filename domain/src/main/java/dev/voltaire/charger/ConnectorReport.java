package dev.voltaire.charger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The status of one connector as reported. `evse` 0 is the charger itself.
public record ConnectorReport(
        int evse,
        int connector,
        String status,
        @Nullable String errorCode,
        @Nullable String info,
        @Nullable String vendorErrorCode,
        @Nullable Instant deviceTime) {}
