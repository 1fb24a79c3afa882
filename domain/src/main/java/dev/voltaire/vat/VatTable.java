package dev.voltaire.vat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/// What countries do, as far as somebody has entered it: nothing is assumed of a country that is not there.
public interface VatTable {

    /// The standard rate in percent.
    Optional<BigDecimal> rate(String country, LocalDate on);

    /// Whether it is a member of the Union's VAT area.
    boolean memberState(String country);

    /// Whether the country makes its own businesses account for the tax of suppliers who are not registered there
    /// (Art. 194).
    boolean shiftsTaxOfForeignSuppliers(String country);
}
