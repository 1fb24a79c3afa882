package dev.voltaire.vat;

/// The tax category of an amount (EN 16931 BT-151; a subset of UNTDID 5305).
public enum VatCategory {
    STANDARD("S"),
    ZERO_RATED("Z"),
    EXEMPT("E"),
    /// The customer accounts for the tax.
    REVERSE_CHARGE("AE"),
    /// Not subject to this tax at all.
    OUTSIDE_SCOPE("O");

    private final String code;

    VatCategory(String code) {
        this.code = code;
    }

    /// The UNTDID 5305 code.
    public String code() {
        return code;
    }
}
