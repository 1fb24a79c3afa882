package dev.voltaire.invoice;

/// Duty or tax category of an amount (EN 16931 BT-118, BT-151; a subset of UNTDID 5305).
public enum VatCategory {
    STANDARD("S"),
    ZERO_RATED("Z"),
    EXEMPT("E"),
    /// The customer accounts for the tax (Art. 194, 196 VAT Directive).
    REVERSE_CHARGE("AE");

    private final String code;

    VatCategory(String code) {
        this.code = code;
    }

    /// The UNTDID 5305 code.
    public String code() {
        return code;
    }
}
