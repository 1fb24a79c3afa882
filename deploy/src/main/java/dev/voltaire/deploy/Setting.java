package dev.voltaire.deploy;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What must be known before the application, and with it its configuration, starts: from system properties and the
/// environment.
final class Setting {
    private Setting() {}

    static @Nullable String of(String property) {
        @Nullable String system = System.getProperty(property);
        @Nullable String value = system != null ? system : System.getenv(environmentVariable(property));
        return value == null || value.isBlank() ? null : value;
    }

    static String of(String property, String otherwise) {
        @Nullable String value = of(property);
        return value == null ? otherwise : value;
    }

    static String environmentVariable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
