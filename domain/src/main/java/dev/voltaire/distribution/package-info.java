/// Which token every partner should know and does know: desired-state reconciliation, not a queue. Per (token,
/// partner) there is a wanted and an acknowledged version; a delivery sends the token as it is now.
///
/// Table: `token_distribution`.
@NullMarked
package dev.voltaire.distribution;

import org.jspecify.annotations.NullMarked;
