package dev.voltaire.ocpp.connection;

import dev.voltaire.ocpp.wire.OcppVersion;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One open connection of one charger. Messages wait in one queue, drained in order by at most one virtual thread that
/// lives only while there is work; a full queue stops reading from the network. Messages that arrived before the
/// connection broke are still processed.
public final class ChargerSocket {
    private static final Logger LOG = Logger.getLogger(ChargerSocket.class);
    private static final int QUEUE_FULL = 32;
    private static final int QUEUE_LOW = 8;
    private static final long SLOW_READER_SECONDS = 20;

    static final short GOING_AWAY_FOR_RESTART = 1012;
    static final short PROTOCOL_ERROR = 1002;
    static final short UNSUPPORTED_CONTENT = 1003;
    static final short TOO_BIG = 1009;
    static final short TRY_AGAIN_LATER = 1013;
    static final short SUPERSEDED = 4409;
    static final short SILENT = 4408;

    private record Received(String frame, Instant at) {}

    private final UUID id;
    private final Instant openedAt;
    private final Peer peer;
    private final OcppVersion version;
    private final ServerWebSocket socket;
    private final Context context;
    private final Switchboard switchboard;
    private final Answers answers = new Answers();
    private final OutgoingCalls calls;

    private final ArrayDeque<Received> queue = new ArrayDeque<>(2);
    private boolean draining;
    private boolean paused;
    private boolean abandoned;

    private volatile Standing standing;
    private volatile boolean booted;
    private volatile boolean closed;
    private volatile long lastFrameAt;
    private long lastPingAt;

    ChargerSocket(
            UUID id, Peer peer, OcppVersion version, ServerWebSocket socket, Context context, Switchboard switchboard) {
        this.id = id;
        this.peer = peer;
        this.version = version;
        this.socket = socket;
        this.context = context;
        this.switchboard = switchboard;
        this.openedAt = switchboard.now();
        this.standing = peer.standing();
        this.calls = new OutgoingCalls(this, switchboard);
        this.lastFrameAt = System.nanoTime();
        this.lastPingAt = lastFrameAt;
    }

    public UUID id() {
        return id;
    }

    public Instant openedAt() {
        return openedAt;
    }

    public Peer peer() {
        return peer;
    }

    public OcppVersion version() {
        return version;
    }

    public Standing standing() {
        return standing;
    }

    /// Set by the answer to BootNotification.
    public void standing(Standing decided) {
        standing = decided;
        booted = true;
    }

    /// Whether a BootNotification has come on this connection.
    public boolean booted() {
        return booted;
    }

    public boolean open() {
        return !closed;
    }

    /// Sends a CALL and waits for its turn: one call is outstanding per connection, others queue behind it.
    public CompletableFuture<Outcome> call(String action, Object payload) {
        return calls.submit(action, payload);
    }

    Answers answers() {
        return answers;
    }

    OutgoingCalls calls() {
        return calls;
    }

    Context context() {
        return context;
    }

    void listen() {
        socket.textMessageHandler(this::received);
        socket.binaryMessageHandler(_ -> close(UNSUPPORTED_CONTENT, "OCPP messages are text"));
        socket.pongHandler(_ -> alive());
        socket.frameHandler(_ -> alive());
        socket.exceptionHandler(this::broken);
        socket.closeHandler(_ -> ended());
    }

    /// A broken network is an everyday event, and the close handler follows by itself; a frame that breaks the protocol
    /// or its size limit is answered by closing.
    private void broken(Throwable cause) {
        LOG.debugv("OCPP connection broken: connection={0} cause={1}", id, cause.toString());
        if (cause instanceof CorruptedWebSocketFrameException corrupted) {
            close((short) corrupted.closeStatus().code(), "The frame breaks the protocol");
        } else if (!(cause instanceof IOException)) {
            close(TOO_BIG, "The message is too long");
        }
    }

    private void alive() {
        lastFrameAt = System.nanoTime();
    }

    private void received(String frame) {
        alive();
        Instant at = switchboard.now();
        synchronized (queue) {
            if (abandoned) {
                return;
            }
            queue.addLast(new Received(frame, at));
            if (queue.size() >= QUEUE_FULL && !paused) {
                paused = true;
                socket.pause();
            }
            if (draining) {
                return;
            }
            draining = true;
        }
        Thread.ofVirtual().start(this::drain);
    }

    private void drain() {
        while (true) {
            Received next;
            synchronized (queue) {
                Received head = queue.pollFirst();
                if (paused && queue.size() <= QUEUE_LOW) {
                    paused = false;
                    context.runOnContext(_ -> socket.resume());
                }
                if (head == null) {
                    draining = false;
                    return;
                }
                next = head;
            }
            switchboard.process(this, next.frame(), next.at());
        }
    }

    /// Writes a message. When the charger does not read, waits for it a while and then gives the connection up.
    void send(String frame) {
        if (closed) {
            return;
        }
        Future<Void> written;
        boolean full;
        try {
            written = socket.writeTextMessage(frame);
            full = socket.writeQueueFull();
        } catch (IllegalStateException closedMeanwhile) {
            // The message has been processed; its sender will ask again on its next connection.
            return;
        }
        switchboard.journal().sent(this, frame, switchboard.now());
        if (full && Thread.currentThread().isVirtual()) {
            try {
                written.toCompletionStage().toCompletableFuture().get(SLOW_READER_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException _) {
                close(SILENT, "Answers are not being read");
            }
        }
    }

    /// Closes from any thread; the other side sees the code.
    public void close(short code, String reason) {
        if (!closed) {
            socket.close(code, reason);
        }
    }

    Future<Void> closeGracefully(short code, String reason) {
        return closed ? Future.succeededFuture() : socket.close(code, reason);
    }

    /// Ends the connection without answering what is still queued: the charger has no acknowledgement, keeps these
    /// messages and repeats them in their order on its next connection.
    void giveUp() {
        synchronized (queue) {
            abandoned = true;
            queue.clear();
        }
        close(TRY_AGAIN_LATER, "Messages cannot be stored at present");
    }

    /// Called by the listener's clock on this socket's event loop.
    void keepAlive(long now, long pingNanos, long deadlineNanos) {
        long silence = now - lastFrameAt;
        if (silence > pingNanos + deadlineNanos) {
            close(SILENT, "No sign of life");
            ended();
        } else if (silence >= pingNanos && now - lastPingAt >= pingNanos) {
            lastPingAt = now;
            socket.writePing(Buffer.buffer());
        }
    }

    private void ended() {
        if (closed) {
            return;
        }
        closed = true;
        calls.fail();
        switchboard.ended(this);
    }

    @Override
    public String toString() {
        return "ChargerSocket[" + id + " " + version + "]";
    }

    boolean sameOrigin(ChargerSocket other) {
        return Objects.equals(remoteHost(), other.remoteHost());
    }

    private @Nullable String remoteHost() {
        return socket.remoteAddress() == null ? null : socket.remoteAddress().hostAddress();
    }
}
