package dev.voltaire.tariff;

/// For which sessions a tariff is meant, by the driver's charging preference.
public enum TariffType {
    REGULAR,
    PROFILE_CHEAP,
    PROFILE_FAST,
    PROFILE_GREEN,
    /// Paid at the charge point without a contract: never the price of a roaming session.
    AD_HOC_PAYMENT
}
