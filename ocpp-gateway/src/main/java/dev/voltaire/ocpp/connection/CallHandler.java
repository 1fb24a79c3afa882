package dev.voltaire.ocpp.connection;

/// Answers one action. Runs on the connection's virtual thread, one message at a time, and may block.
@FunctionalInterface
public interface CallHandler<Q extends Record> {
    Record handle(Exchange exchange, Q request);
}
