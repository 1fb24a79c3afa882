package dev.voltaire.vat;

/// The rule a line was taxed by, kept with the line: it must be explicable years later. Articles are those of Directive
/// 2006/112/EC.
public enum VatRule {
    /// The standard rate of the customer's country, whatever was supplied where.
    SIMPLE(VatCategory.STANDARD),
    /// Electricity consumed in the seller's own country, or in one it is registered in (Art. 39).
    ELECTRICITY_WHERE_CONSUMED(VatCategory.STANDARD),
    /// Electricity consumed in a country that shifts the tax of foreign suppliers to the customer, who is registered
    /// there (Art. 39, 194).
    ELECTRICITY_REVERSE_CHARGE(VatCategory.REVERSE_CHARGE),
    /// A service to a customer in the seller's own country (Art. 44).
    SERVICE_AT_HOME(VatCategory.STANDARD),
    /// A service to a business in another member state (Art. 44, 196).
    SERVICE_REVERSE_CHARGE(VatCategory.REVERSE_CHARGE),
    /// A service to a business outside the Union (Art. 44): not subject to its tax.
    SERVICE_OUTSIDE_THE_UNION(VatCategory.OUTSIDE_SCOPE),
    /// A service to somebody without a VAT number in the Union: the seller's own rate (Art. 45).
    SERVICE_WITHOUT_VAT_NUMBER(VatCategory.STANDARD),
    /// What was paid to somebody else in the customer's name (Art. 79 c): no supply of ours.
    DISBURSEMENT(VatCategory.EXEMPT);

    private final VatCategory category;

    VatRule(VatCategory category) {
        this.category = category;
    }

    public VatCategory category() {
        return category;
    }
}
