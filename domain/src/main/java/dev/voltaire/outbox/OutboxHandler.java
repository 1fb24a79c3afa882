package dev.voltaire.outbox;

import java.util.List;

/// A consequence of an event. It may run again after a crash or an error, perhaps on another node, and in any order
/// with other events: it must be idempotent and act on the state as it is now.
public interface OutboxHandler<E extends OutboxEvent> {

    Class<E> eventType();

    /// Stable across releases: waiting rows name their handler by it.
    String name();

    /// In which transaction [#handle] runs.
    default Execution execution() {
        return Execution.ONE_TRANSACTION;
    }

    void handle(E event);

    /// How many waiting events it takes in one transaction; more than one only for [Execution#ONE_TRANSACTION].
    default int atOnce() {
        return 1;
    }

    /// As [#handle] for each. When it fails, each is handled by itself.
    default void handleAll(List<E> events) {
        events.forEach(this::handle);
    }

    enum Execution {
        /// The effect and the removal of the row commit together. For effects in our own database only.
        ONE_TRANSACTION,
        /// No transaction is open while the handler runs, so it may talk to a network; the row is removed afterwards.
        /// After a crash the effect may happen twice.
        OUTSIDE_TRANSACTION
    }
}
