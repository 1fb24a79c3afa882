package dev.voltaire.session;

/// Why a person should look at a session before money follows from it.
public enum Review {
    /// The token was refused, yet the charger delivered energy.
    TOKEN_REFUSED,
    /// No card was shown; the charger reported a free-vend or fixed tag.
    NOT_CARD_PROVEN,
    /// The device clock was unusable: our own times are used.
    CLOCK_UNRELIABLE,
    /// The register at the end is below that at the start.
    NEGATIVE_ENERGY,
    /// More energy than a home charger can deliver in that time.
    IMPLAUSIBLE_ENERGY,
    /// The end was never reported: closed with the last known reading.
    LOST_STOP,
    /// The end came without its beginning.
    LOST_START,
    /// The stop named no transaction we know and was attached by time.
    ATTACHED_BY_TIME,
    /// Readings in between were used because the final one is missing or unusable.
    LAST_READING_USED,
    NO_METER_READINGS,
    /// Messages of the transaction are missing.
    MESSAGES_MISSING
}
