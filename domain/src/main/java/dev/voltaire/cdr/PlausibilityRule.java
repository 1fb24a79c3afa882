package dev.voltaire.cdr;

import dev.voltaire.cdr.Finding.Severity;
import java.util.EnumSet;
import java.util.Set;

/// The checks of a CDR on intake and how hard each one bites unless configured otherwise.
public enum PlausibilityRule {
    /// The same CDR came earlier from another partner, a hub perhaps: that one counts, this one is kept.
    RECEIVED_FROM_ANOTHER_PARTNER(Severity.REJECTED),
    TIMES_MISSING(Severity.REJECTED),
    ENDS_BEFORE_START(Severity.REJECTED),
    IN_THE_FUTURE(Severity.REJECTED),
    TOO_OLD(Severity.SUSPICIOUS),
    TOO_LONG(Severity.SUSPICIOUS),
    DURATION_NOT_IN_HOURS(Severity.SUSPICIOUS),
    ENERGY_MISSING(Severity.SUSPICIOUS),
    ENERGY_NEGATIVE(Severity.REJECTED),
    ENERGY_TOO_LARGE(Severity.SUSPICIOUS),
    POWER_TOO_LARGE(Severity.SUSPICIOUS),
    HARDLY_CHARGED(Severity.NOTE),
    PERIODS_DIFFER_FROM_TOTALS(Severity.SUSPICIOUS),
    CURRENCY_UNKNOWN(Severity.REJECTED),
    PRICE_NOT_AVAILABLE(Severity.SUSPICIOUS),
    PRICE_PER_KWH_HIGH(Severity.SUSPICIOUS),
    COMPONENTS_DO_NOT_ADD_UP(Severity.SUSPICIOUS),
    COST_DIFFERS_FROM_TARIFF(Severity.SUSPICIOUS),
    COST_NOT_VERIFIABLE(Severity.NOTE),
    TOTAL_NEGATIVE(Severity.SUSPICIOUS),
    TOKEN_UNKNOWN(Severity.REJECTED),
    TOKEN_NOT_LINKED(Severity.REJECTED),
    TOKEN_NOT_YET_VALID(Severity.NOTE),
    TOKEN_NO_LONGER_VALID(Severity.SUSPICIOUS),
    CONTRACT_ID_MISREAD(Severity.NOTE),
    SESSION_UNKNOWN(Severity.NOTE),
    SAME_SESSION_TWICE(Severity.SUSPICIOUS),
    CHARGED_ELSEWHERE_AT_THE_SAME_TIME(Severity.SUSPICIOUS),
    CREDITED_CDR_UNKNOWN(Severity.SUSPICIOUS),
    EXCHANGE_RATE_MISSING(Severity.SUSPICIOUS),

    /// One card in two places far apart at the same time: there are two cards.
    FRAUD_CARD_CLONED(Severity.REJECTED),
    FRAUD_SESSIONS_OVERLAP(Severity.SUSPICIOUS),
    FRAUD_IMPOSSIBLE_TRAVEL(Severity.SUSPICIOUS),
    FRAUD_TOO_OFTEN(Severity.SUSPICIOUS),
    FRAUD_OPERATOR_UNKNOWN(Severity.SUSPICIOUS);

    private static final Set<PlausibilityRule> ABOUT_PRICE = EnumSet.of(
            PRICE_NOT_AVAILABLE,
            PRICE_PER_KWH_HIGH,
            COMPONENTS_DO_NOT_ADD_UP,
            COST_DIFFERS_FROM_TARIFF,
            COST_NOT_VERIFIABLE,
            TOTAL_NEGATIVE,
            EXCHANGE_RATE_MISSING);

    private final Severity severity;

    PlausibilityRule(Severity severity) {
        this.severity = severity;
    }

    /// Says something of what the operator asks for, and nothing of what was charged.
    public boolean aboutPrice() {
        return ABOUT_PRICE.contains(this);
    }

    Severity severity() {
        return severity;
    }

    /// Looked for only where the profile wants it.
    boolean fraud() {
        return name().startsWith("FRAUD_");
    }
}
