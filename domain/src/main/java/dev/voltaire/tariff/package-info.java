/// Tariffs as their operator means them, and the one pure function that prices a charging session with them.
///
/// Owns the meaning of a tariff (OCPI 2.1.1, 2.2, 2.2.1 and 2.3.0 all map to it) and the rating of usage with its
/// working shown. No table, no event, no input or output: start reading at [dev.voltaire.tariff.TariffRating].
@NullMarked
package dev.voltaire.tariff;

import org.jspecify.annotations.NullMarked;
