package dev.voltaire.ocpp.connection;

import java.time.Instant;

/// One CALL of a charger on its way through a handler.
///
/// @param receivedAt our clock when the message arrived; the device's own time is in the message
/// @param frame the message as received, kept as evidence where money depends on it
public record Exchange(ChargerSocket socket, Instant receivedAt, String frame) {
    public Peer peer() {
        return socket.peer();
    }
}
