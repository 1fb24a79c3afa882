package dev.voltaire.charger;

import org.jspecify.annotations.Nullable;

/// What a charger says of itself when it boots.
public record BootReport(
        @Nullable String vendor,
        @Nullable String model,
        @Nullable String serialNumber,
        @Nullable String firmwareVersion,
        @Nullable String meterSerialNumber,
        @Nullable String meterType,
        @Nullable String iccid,
        @Nullable String imsi,
        @Nullable String reason,
        String ocppVersion) {}
