/// Disputes with operators about their CDRs: opened, sent, and ended by a credit CDR or the operator's refusal.
///
/// Tables: `cdr_dispute`, `cdr_dispute_entry`.
@NullMarked
package dev.voltaire.cdr.dispute;

import org.jspecify.annotations.NullMarked;
