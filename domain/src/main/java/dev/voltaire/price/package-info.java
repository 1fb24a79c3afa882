/// What charging will cost, before its CDR says what it did cost: quotes drivers are given, estimates of running
/// sessions, and how far the final price is from what was quoted. The same tariff engine and the same terms as for
/// CDRs.
///
/// Tables: `price_quote`, `price_quote_outcome`.
@NullMarked
package dev.voltaire.price;

import org.jspecify.annotations.NullMarked;
