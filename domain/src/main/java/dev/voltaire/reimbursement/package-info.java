/// What drivers get back for charging at home. The ledger has lines of subjects: home sessions, and partners' CDRs of
/// home chargers. A line never changes; when a subject comes to something else, because it was corrected, reviewed,
/// declared private or its price became known, a line with the difference is added ([Settling]).
///
/// Tables: `reimbursement`, `home_energy_price`, `home_energy_price_proof`, `session_purpose`. Events:
/// [HomePriceEntered], [SessionPurposeAssigned].
@NullMarked
package dev.voltaire.reimbursement;

import org.jspecify.annotations.NullMarked;
