/// Reads tariffs, usage and stated costs from the JSON objects of OCPI 2.1.1, 2.2, 2.2.1 and 2.3.0, by their shape:
/// leniently, noting what had to be repaired, and never guessing a price. No table, no event.
@NullMarked
package dev.voltaire.tariff.ocpi;

import org.jspecify.annotations.NullMarked;
