package dev.voltaire.outbox;

/// Something that happened, named in the past tense: a record of ids and plain values that Jackson writes and reads.
/// Handlers read the present state by these ids, so an event carries no copy of it.
public interface OutboxEvent {}
