package dev.voltaire.ocpp.connection;

import java.time.Instant;
import java.util.UUID;

/// What the rest of the product learns of connections. Called on event loops and virtual threads: must not block.
public interface Journal {
    void connected(ChargerSocket socket, Instant at);

    void disconnected(Peer peer, UUID connectionId, Instant at);

    /// Any sign of life.
    void seen(Peer peer, Instant at);

    void received(ChargerSocket socket, String frame, Instant at);

    void sent(ChargerSocket socket, String frame, Instant at);

    void found(Peer peer, Finding finding, String detail, Instant at);

    enum Finding {
        SCHEMA_DEVIATION,
        UNREADABLE_MESSAGE,
        MESSAGE_ID_REUSED,
        MESSAGE_ID_NOT_TEXT,
        UNKNOWN_ACTION,
        UNKNOWN_RESULT,
        IDENTITY_CONFLICT,
        MISSING_SUBPROTOCOL,
        NO_COMMON_SUBPROTOCOL,
        MESSAGE_BEFORE_ACCEPTANCE
    }
}
