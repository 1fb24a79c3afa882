/// Paying drivers what approved statements say: accounts, SEPA payment files, and what the bank reports back.
///
/// Tables: `payout_account`, `payout_run`, `payout`, `payout_statement`.
@NullMarked
package dev.voltaire.reimbursement.payout;

import org.jspecify.annotations.NullMarked;
