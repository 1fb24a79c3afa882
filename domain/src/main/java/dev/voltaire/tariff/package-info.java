/// Tariffs as their operator means them, and the one pure function that prices a charging session with them.
///
/// Owns the meaning of a tariff and the rating of usage with its working shown. No table, no event, no input or output:
/// start reading at [dev.voltaire.tariff.TariffRating]. `ocpi` reads tariffs and usage from the JSON of OCPI 2.1.1,
/// 2.2, 2.2.1 and 2.3.0, `store` keeps partners' tariffs through time.
@NullMarked
package dev.voltaire.tariff;

import org.jspecify.annotations.NullMarked;
