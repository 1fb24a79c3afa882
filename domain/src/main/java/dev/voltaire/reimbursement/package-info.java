/// What drivers get back for charging at home: the price of a kWh by day, and one line per home session. A line is
/// priced once and never changes; a session corrected later adds a line with the difference.
///
/// Tables: `home_energy_price`, `reimbursement`.
@NullMarked
package dev.voltaire.reimbursement;

import org.jspecify.annotations.NullMarked;
