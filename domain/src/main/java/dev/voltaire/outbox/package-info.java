/// Facts first, consequences later. A use case publishes an event in its own transaction; every consequence is carried
/// out afterwards by a handler in a transaction of its own, retried with back-off until it succeeds, and visible while
/// it fails.
///
/// Table: `outbox_message`, one row per (event, handler).
@NullMarked
package dev.voltaire.outbox;

import org.jspecify.annotations.NullMarked;
