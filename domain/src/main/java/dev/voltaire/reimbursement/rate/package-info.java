/// Prices of energy that come from elsewhere: the rates of authorities, and series that change by the hour.
///
/// Tables: `statutory_rate`, `energy_price_series`, `energy_price_point`.
@NullMarked
package dev.voltaire.reimbursement.rate;

import org.jspecify.annotations.NullMarked;
