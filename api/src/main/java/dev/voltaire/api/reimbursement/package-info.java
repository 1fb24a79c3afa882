/// Home charging reimbursements and the prices they follow.
@NullMarked
package dev.voltaire.api.reimbursement;

import org.jspecify.annotations.NullMarked;
