package dev.voltaire.charger;

import org.jspecify.annotations.Nullable;

/// Where one charger's firmware needs other treatment than the rest.
///
/// @param assumeOcpp16 it names no sub-protocol and means OCPP 1.6
/// @param strict every schema deviation is refused; for conformance runs
/// @param noTrigger it must not be sent TriggerMessage unasked
/// @param pingSeconds how often we ping it
/// @param heartbeatSeconds the heartbeat interval it is given at boot
public record Quirks(
        boolean assumeOcpp16,
        boolean strict,
        boolean noTrigger,
        @Nullable Integer pingSeconds,
        @Nullable Integer heartbeatSeconds) {
    public static final Quirks NONE = new Quirks(false, false, false, null, null);
}
