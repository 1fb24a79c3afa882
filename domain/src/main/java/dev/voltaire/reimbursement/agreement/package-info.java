/// Agreements between employer and driver on paying back what a charger at home delivers: asked for by the driver or
/// offered by the employer, decided by the other, ended by either.
///
/// Table: `reimbursement_agreement`. Event: [dev.voltaire.reimbursement.agreement.AgreementChanged].
@NullMarked
package dev.voltaire.reimbursement.agreement;

import org.jspecify.annotations.NullMarked;
