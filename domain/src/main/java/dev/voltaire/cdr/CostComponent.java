package dev.voltaire.cdr;

import dev.voltaire.tariff.CostKind;

/// What a part of a session's price is for.
public enum CostComponent {
    FIXED,
    RESERVATION,
    PARKING,
    ENERGY,
    TIME,
    /// A total its operator did not break down.
    OTHER,
    /// What we add: operator components pass through unchanged (AFIR Art. 5(5)).
    ADDITIONAL;

    public static CostComponent of(CostKind kind) {
        return switch (kind) {
            case FIXED -> FIXED;
            case ENERGY -> ENERGY;
            case TIME -> TIME;
            case PARKING -> PARKING;
            case RESERVATION -> RESERVATION;
        };
    }
}
