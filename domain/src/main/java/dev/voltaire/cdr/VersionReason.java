package dev.voltaire.cdr;

/// Why a version of an MSP CDR exists.
public enum VersionReason {
    RATED,
    /// Takes another MSP CDR, or an invoiced version of one, back.
    CREDITED,
    /// A tariff or plan was wrong.
    RE_RATED,
    CORRECTED
}
