/// What this node does (its roles) and recurring work: one job runs on one node at a time.
///
/// Table: `scheduled_tasks` (db-scheduler).
@NullMarked
package dev.voltaire.job;

import org.jspecify.annotations.NullMarked;
