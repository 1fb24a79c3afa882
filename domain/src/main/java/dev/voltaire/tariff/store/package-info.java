/// Partners' tariffs as they were sent, at every moment of the past.
///
/// Table: `stored_tariff`. What a tariff means is read by [dev.voltaire.tariff.ocpi.OcpiTariffJson].
@NullMarked
package dev.voltaire.tariff.store;

import org.jspecify.annotations.NullMarked;
