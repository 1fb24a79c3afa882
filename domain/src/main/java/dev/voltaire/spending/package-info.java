/// How much may be spent, and where and when charging is allowed. The rules are pure ([SpendingRules]); what they need
/// to
/// know is read in the one statement of the authorisation decision ([SpendingEvidence]).
///
/// Tables: `spending_policy`, `spending_usage`, `spending_alert`. Events: [SpendingThresholdPassed].
@NullMarked
package dev.voltaire.spending;

import org.jspecify.annotations.NullMarked;
