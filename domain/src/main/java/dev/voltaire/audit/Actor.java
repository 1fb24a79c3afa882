package dev.voltaire.audit;

import org.jspecify.annotations.Nullable;

/// Who acts. The label is what a person reads in the log; `id` is absent for the system itself.
public record Actor(Kind kind, @Nullable String id, String label) {
    public static final Actor SYSTEM = new Actor(Kind.SYSTEM, null, "Voltaire");

    public enum Kind {
        USER,
        API_CLIENT,
        PARTNER,
        CHARGER,
        SYSTEM
    }
}
