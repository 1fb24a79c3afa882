package dev.voltaire.vat;

/// By which set of rules an issuer taxes its customers.
public enum VatRuleSet {
    /// Everything at the standard rate of the customer's own country.
    SIMPLE,
    /// Electricity where it is consumed (Art. 39), services where the customer is (Art. 44), with reverse charge across
    /// borders (Art. 194, 196 of the VAT Directive).
    CONSUMPTION_COUNTRY
}
