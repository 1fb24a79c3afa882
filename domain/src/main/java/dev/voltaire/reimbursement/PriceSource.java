package dev.voltaire.reimbursement;

/// Where the price of a kWh at home comes from.
public enum PriceSource {
    CONTRACT,
    STATUTORY_RATE,
    EMPLOYER_CAP,
    DYNAMIC
}
