package dev.voltaire.tariff;

/// The cost totals of a charge detail record.
public enum CostKind {
    /// Flat fees, except those of a reservation.
    FIXED,
    ENERGY,
    TIME,
    PARKING,
    /// Everything a reservation cost, its flat fees included.
    RESERVATION
}
