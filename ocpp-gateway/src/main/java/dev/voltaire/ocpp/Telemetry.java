package dev.voltaire.ocpp;

import dev.voltaire.charger.ChargerFindings;
import dev.voltaire.charger.ChargerMessages;
import dev.voltaire.charger.ChargerPresence;
import dev.voltaire.ocpp.connection.ChargerSocket;
import dev.voltaire.ocpp.connection.Connections;
import dev.voltaire.ocpp.connection.Journal;
import dev.voltaire.ocpp.connection.Outage;
import dev.voltaire.ocpp.connection.Peer;
import dev.voltaire.ocpp.wire.OcppVersion;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Carries what connections report into the domain's buffers, and writes these to the database several times a second
/// on one thread, so that no message waits for it.
@ApplicationScoped
public class Telemetry implements Journal {
    private static final Logger LOG = Logger.getLogger(Telemetry.class);
    private static final long PAUSE_MILLIS = 200;
    private static final long BEAT_MILLIS = 1000;
    private static final long PAUSE_AFTER_FAILURE_MILLIS = 2000;

    private final ChargerPresence presence;
    private final ChargerFindings findings;
    private final ChargerMessages messages;
    private final SilentReturns silentReturns;
    private final Clock clock;
    private final Map<OcppVersion, Counter> receivedMessages = new EnumMap<>(OcppVersion.class);
    private final Map<OcppVersion, Counter> sentMessages = new EnumMap<>(OcppVersion.class);
    private final String node = UUID.randomUUID().toString();
    private final Outage outage = new Outage("telemetry");
    private volatile boolean running;
    private volatile @Nullable Connections connections;
    private volatile Instant nextBeat = Instant.MIN;
    private volatile boolean registered;

    @Inject
    Telemetry(
            ChargerPresence presence,
            ChargerFindings findings,
            ChargerMessages messages,
            SilentReturns silentReturns,
            Clock clock,
            MeterRegistry metrics) {
        this.silentReturns = silentReturns;
        this.presence = presence;
        this.findings = findings;
        this.messages = messages;
        this.clock = clock;
        Gauge.builder("voltaire.ocpp.connections", this::openConnections)
                .description("Chargers connected to this node")
                .register(metrics);
        for (OcppVersion version : OcppVersion.values()) {
            receivedMessages.put(version, messages(metrics, version, "received"));
            sentMessages.put(version, messages(metrics, version, "sent"));
        }
    }

    private static Counter messages(MeterRegistry metrics, OcppVersion version, String direction) {
        return Counter.builder("voltaire.ocpp.messages")
                .description("OCPP messages of this node's chargers, answers included")
                .tag("version", version.subprotocol())
                .tag("direction", direction)
                .register(metrics);
    }

    private int openConnections() {
        Connections open = connections;
        return open == null ? 0 : open.size();
    }

    /// The name of this node in the connection registry, new at each start.
    public String node() {
        return node;
    }

    void start(Connections open) {
        connections = open;
        running = true;
        Thread.ofVirtual().name("ocpp-telemetry").start(this::run);
    }

    void stop() {
        running = false;
        if (flush()) {
            presence.release(node, clock.instant());
        }
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
            Instant now = clock.instant();
            keepRegistered(now);
            presence.flush(node, now);
            findings.flush();
            messages.flush();
            outage.over();
            return true;
        } catch (RuntimeException e) {
            if (Outage.isTemporary(e)) {
                outage.met(e);
            } else {
                LOG.errorv(e, "Charger telemetry could not be written");
            }
            return false;
        }
    }

    /// A node that was cut off for longer than its lease has lost its registrations and makes them again; where a
    /// charger has gone elsewhere meanwhile, its older connection here loses and is closed.
    private void keepRegistered(Instant now) {
        Connections open = connections;
        if (open == null || now.isBefore(nextBeat)) {
            return;
        }
        if (presence.beat(node, now) && registered) {
            open.all()
                    .forEach(socket -> presence.connected(
                            socket.peer().chargerId(),
                            socket.id(),
                            socket.version().subprotocol(),
                            socket.openedAt()));
        }
        registered = true;
        presence.replaced(node).forEach(replaced -> open.supersede(replaced.chargerId(), replaced.connectionId()));
        nextBeat = now.plusMillis(BEAT_MILLIS);
    }

    @Override
    public void connected(ChargerSocket socket, Instant at) {
        presence.connected(
                socket.peer().chargerId(), socket.id(), socket.version().subprotocol(), at);
        silentReturns.watch(socket);
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
        count(receivedMessages, socket);
        messages.keep(socket.peer().chargerId(), socket.id(), true, at, frame);
    }

    @Override
    public void sent(ChargerSocket socket, String frame, Instant at) {
        count(sentMessages, socket);
        messages.keep(socket.peer().chargerId(), socket.id(), false, at, frame);
    }

    private static void count(Map<OcppVersion, Counter> counters, ChargerSocket socket) {
        Counter counter = counters.get(socket.version());
        if (counter != null) {
            counter.increment();
        }
    }

    @Override
    public void found(Peer peer, Finding finding, String detail, Instant at) {
        findings.record(peer.chargerId(), finding.name(), detail, at);
    }
}
