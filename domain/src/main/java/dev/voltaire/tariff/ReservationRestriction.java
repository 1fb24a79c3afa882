package dev.voltaire.tariff;

/// Limits an element to the time an EVSE was reserved and not yet used (OCPI ReservationRestrictionType).
public enum ReservationRestriction {
    RESERVATION,
    /// The driver did not start charging before the reservation expired. Beats [#RESERVATION] per dimension.
    RESERVATION_EXPIRES
}
