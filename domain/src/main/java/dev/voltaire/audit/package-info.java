/// The audit log: every change of state with its actor, append-only and hash-chained.
///
/// Table: `audit_event`. Each event's hash covers its content and the hash before it, so a row that is altered, removed
/// or slipped in later breaks the chain from there on. [AuditChain] links new events every few seconds.
@NullMarked
package dev.voltaire.audit;

import org.jspecify.annotations.NullMarked;
