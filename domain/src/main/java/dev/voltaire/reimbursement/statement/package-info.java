/// Monthly statements of what drivers get back, approved by the employer. An approved statement is what is paid to the
/// driver and what the company is charged.
///
/// Tables: `reimbursement_statement`, `reimbursement_statement_line`, `reimbursement_statement_document`; view:
/// `reimbursement_debit`. Events: [StatementIssued], [StatementApproved].
@NullMarked
package dev.voltaire.reimbursement.statement;

import org.jspecify.annotations.NullMarked;
