package dev.voltaire.price;

/// Whose share of a price it is (AFIR, EU 2023/1804, Art. 5(5)).
public enum PricePart {
    /// What the operator of the charger charges for charging.
    OPERATOR,
    /// What we add, or the whole price where our own tariff holds.
    PROVIDER,
    /// What roaming adds.
    ROAMING
}
