/// How one currency is converted into another: the reference rates of the European Central Bank, by day.
///
/// Table: `exchange_rate`.
@NullMarked
package dev.voltaire.currency;

import org.jspecify.annotations.NullMarked;
