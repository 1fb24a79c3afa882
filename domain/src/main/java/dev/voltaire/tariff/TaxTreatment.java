package dev.voltaire.tariff;

/// Whether the prices of a tariff contain tax (OCPI 2.3.0 `tax_included`; earlier versions are always [#EXCLUDED]).
public enum TaxTreatment {
    /// Tax comes on top.
    EXCLUDED,
    /// Prices contain the tax.
    INCLUDED,
    /// No tax applies: the amount before and after tax is the same.
    NOT_APPLICABLE
}
