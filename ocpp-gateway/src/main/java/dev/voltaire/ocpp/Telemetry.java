package dev.voltaire.ocpp;

import dev.voltaire.charger.ChargerFindings;
import dev.voltaire.charger.ChargerMessages;
import dev.voltaire.charger.ChargerPresence;
import dev.voltaire.ocpp.connection.ChargerSocket;
import dev.voltaire.ocpp.connection.Journal;
import dev.voltaire.ocpp.connection.Peer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Carries what connections report into the domain's buffers, and writes these to the database several times a second
/// on one thread, so that no message waits for it.
@ApplicationScoped
public class Telemetry implements Journal {
    private static final Logger LOG = Logger.getLogger(Telemetry.class);
    private static final long PAUSE_MILLIS = 200;
    private static final long PAUSE_AFTER_FAILURE_MILLIS = 2000;

    private final ChargerPresence presence;
    private final ChargerFindings findings;
    private final ChargerMessages messages;
    private final Clock clock;
    private final String node = UUID.randomUUID().toString();
    private volatile boolean running;

    @Inject
    Telemetry(ChargerPresence presence, ChargerFindings findings, ChargerMessages messages, Clock clock) {
        this.presence = presence;
        this.findings = findings;
        this.messages = messages;
        this.clock = clock;
    }

    /// The name of this node in the connection registry, new at each start.
    public String node() {
        return node;
    }

    void start() {
        running = true;
        Thread.ofVirtual().name("ocpp-telemetry").start(this::run);
    }

    void stop() {
        running = false;
        flush();
    }

    private void run() {
        while (running) {
            boolean done = flush();
            try {
                Thread.sleep(done ? PAUSE_MILLIS : PAUSE_AFTER_FAILURE_MILLIS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private boolean flush() {
        try {
            presence.flush(node, clock.instant());
            findings.flush();
            messages.flush();
            return true;
        } catch (RuntimeException e) {
            LOG.warnv("Charger telemetry could not be written, will be retried: cause={0}", e.toString());
            return false;
        }
    }

    @Override
    public void connected(ChargerSocket socket, Instant at) {
        presence.connected(
                socket.peer().chargerId(), socket.id(), socket.version().subprotocol(), at);
        LOG.debugv(
                "Charger connected: charger={0} connection={1}", socket.peer().chargerId(), socket.id());
    }

    @Override
    public void disconnected(Peer peer, UUID connectionId, Instant at) {
        presence.disconnected(peer.chargerId(), connectionId, at);
        LOG.debugv("Charger disconnected: charger={0} connection={1}", peer.chargerId(), connectionId);
    }

    @Override
    public void seen(Peer peer, Instant at) {
        presence.seen(peer.chargerId(), at);
    }

    @Override
    public void received(ChargerSocket socket, String frame, Instant at) {
        messages.keep(socket.peer().chargerId(), socket.id(), true, at, frame);
    }

    @Override
    public void sent(ChargerSocket socket, String frame, Instant at) {
        messages.keep(socket.peer().chargerId(), socket.id(), false, at, frame);
    }

    @Override
    public void found(Peer peer, Finding finding, String detail, Instant at) {
        findings.record(peer.chargerId(), finding.name(), detail, at);
    }
}
