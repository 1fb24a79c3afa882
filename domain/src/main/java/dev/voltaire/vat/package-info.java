/// Which value added tax a supply carries, and by which rule. [VatDecision#decide] is a pure function; [VatDeciding]
/// feeds it with the rates and the countries' rules in force on the day of the supply.
///
/// Tables: `vat_rate` (standard rates by country), `vat_country` (what a country does about suppliers from abroad).
@NullMarked
package dev.voltaire.vat;

import org.jspecify.annotations.NullMarked;
