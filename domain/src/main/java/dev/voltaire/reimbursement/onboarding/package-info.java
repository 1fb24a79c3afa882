/// Bringing home chargers in: registered by a manager, by file, or by the driver under an agreement; and learning the
/// card that was just held to one.
@NullMarked
package dev.voltaire.reimbursement.onboarding;

import org.jspecify.annotations.NullMarked;
