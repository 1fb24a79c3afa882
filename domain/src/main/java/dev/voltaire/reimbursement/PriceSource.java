package dev.voltaire.reimbursement;

/// Where the price of a kWh at home comes from.
public enum PriceSource {
    /// The driver's contract, or a price agreed with the employer.
    CONTRACT,
    /// The rate of the authorities on the day of the charge.
    STATUTORY_RATE,
    /// Not a price: the most that is paid whatever the price is.
    EMPLOYER_CAP,
    /// The price at the time of each reading.
    DYNAMIC
}
