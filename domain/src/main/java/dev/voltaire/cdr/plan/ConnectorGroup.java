package dev.voltaire.cdr.plan;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Kinds of connectors that are priced apart.
public enum ConnectorGroup {
    AC,
    DC;

    /// Of OCPI's `power_type`; absent when it says neither.
    public static @Nullable ConnectorGroup of(@Nullable String powerType) {
        if (powerType == null) {
            return null;
        }
        String upper = powerType.toUpperCase(Locale.ROOT);
        return upper.startsWith("AC") ? AC : upper.startsWith("DC") ? DC : null;
    }
}
