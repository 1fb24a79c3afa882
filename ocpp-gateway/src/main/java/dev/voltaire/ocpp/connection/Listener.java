package dev.voltaire.ocpp.connection;

import dev.voltaire.ocpp.connection.Admission.Applicant;
import dev.voltaire.ocpp.connection.Admission.Verdict;
import dev.voltaire.ocpp.connection.Journal.Finding;
import dev.voltaire.ocpp.wire.OcppVersion;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.SSLOptions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One event loop of one listener: answers everything wrong before the upgrade, then opens the charger's socket and
/// keeps it alive.
final class Listener extends AbstractVerticle {
    private static final Logger LOG = Logger.getLogger(Listener.class);
    private static final String SUBPROTOCOL = "Sec-WebSocket-Protocol";
    private static final long TICK_MILLIS = 1000;

    private final HttpServerOptions options;
    private final SecurityProfile profile;
    private final Admission admission;
    private final Switchboard switchboard;
    private final Duration pingInterval;
    private final Duration pongDeadline;
    private final List<ChargerSocket> sockets = new ArrayList<>();
    private final Outage outage = new Outage("admission");
    private @Nullable HttpServer server;

    Listener(
            HttpServerOptions options,
            SecurityProfile profile,
            Admission admission,
            Switchboard switchboard,
            Duration pingInterval,
            Duration pongDeadline) {
        this.options = options;
        this.profile = profile;
        this.admission = admission;
        this.switchboard = switchboard;
        this.pingInterval = pingInterval;
        this.pongDeadline = pongDeadline;
    }

    @Override
    public void start(Promise<Void> started) {
        HttpServer opening = vertx.createHttpServer(options).requestHandler(this::arrived);
        server = opening;
        vertx.setPeriodic(TICK_MILLIS, _ -> keepAlive());
        opening.listen().<Void>mapEmpty().onComplete(started);
    }

    int port() {
        return Objects.requireNonNull(server).actualPort();
    }

    /// New connections get the new certificate; those that are open keep theirs.
    Future<?> renew(SSLOptions certificates) {
        return Objects.requireNonNull(server).updateSSLOptions(certificates);
    }

    private void arrived(HttpServerRequest request) {
        Optional<String> identity = ConnectionPath.identity(Objects.requireNonNullElse(request.path(), ""));
        if (identity.isEmpty()) {
            request.response().setStatusCode(404).end();
            return;
        }
        if (!wantsWebSocket(request)) {
            request.response()
                    .setStatusCode(426)
                    .putHeader(HttpHeaders.UPGRADE, "websocket")
                    .putHeader(HttpHeaders.CONNECTION, "Upgrade")
                    .end();
            return;
        }
        Applicant applicant = new Applicant(
                identity.get(),
                request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress(),
                profile,
                BasicCredentials.ofHeader(request.getHeader(HttpHeaders.AUTHORIZATION)),
                certificate(request));
        Context loop = context;
        request.pause();
        Thread.ofVirtual().start(() -> {
            Optional<Verdict> verdict = judged(applicant);
            loop.runOnContext(_ -> decided(request, verdict));
        });
    }

    private Optional<Verdict> judged(Applicant applicant) {
        try {
            Verdict verdict = admission.admit(applicant);
            outage.over();
            return Optional.of(verdict);
        } catch (RuntimeException e) {
            if (Outage.isTemporary(e)) {
                outage.met(e);
            } else {
                LOG.errorv(e, "OCPP admission failed: remote={0}", applicant.remoteAddress());
            }
            return Optional.empty();
        }
    }

    private void decided(HttpServerRequest request, Optional<Verdict> verdict) {
        if (verdict.isEmpty()) {
            request.response().setStatusCode(503).putHeader("Retry-After", "10").end();
            return;
        }
        switch (verdict.get()) {
            case Verdict.Admitted(Peer peer) -> upgrade(request, peer);
            case Verdict.UnknownIdentity() ->
                request.response().setStatusCode(404).end();
            case Verdict.WrongCredentials() ->
                request.response()
                        .setStatusCode(401)
                        .putHeader("WWW-Authenticate", "Basic realm=\"OCPP\"")
                        .end();
            case Verdict.TooManyFailures(Duration retryAfter) ->
                request.response()
                        .setStatusCode(429)
                        .putHeader("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())))
                        .end();
        }
    }

    private void upgrade(HttpServerRequest request, Peer peer) {
        List<String> offered = offeredProtocols(request);
        Optional<OcppVersion> agreed = offered.stream()
                .flatMap(name -> OcppVersion.ofSubprotocol(name).stream())
                .filter(peer.versions()::contains)
                .findFirst();
        // The handshake picks the first supported of what the header names, so it is left naming only our choice.
        if (agreed.isPresent()) {
            request.headers().set(SUBPROTOCOL, agreed.get().subprotocol());
        } else {
            request.headers().remove(SUBPROTOCOL);
        }
        Optional<OcppVersion> version =
                offered.isEmpty() ? peer.assumedVersion().filter(peer.versions()::contains) : agreed;
        request.toWebSocket().onSuccess(socket -> {
            if (version.isPresent()) {
                open(socket, peer, version.get());
            } else {
                Finding finding = offered.isEmpty() ? Finding.MISSING_SUBPROTOCOL : Finding.NO_COMMON_SUBPROTOCOL;
                switchboard.journal().found(peer, finding, "", switchboard.now());
                socket.close(ChargerSocket.PROTOCOL_ERROR, "No common OCPP version");
            }
        });
    }

    private void open(ServerWebSocket webSocket, Peer peer, OcppVersion version) {
        ChargerSocket socket = new ChargerSocket(UUID.randomUUID(), peer, version, webSocket, context, switchboard);
        sockets.add(socket);
        socket.listen();
        switchboard.begun(socket);
    }

    private void keepAlive() {
        long now = System.nanoTime();
        sockets.removeIf(socket -> !socket.open());
        for (ChargerSocket socket : sockets) {
            long ping = socket.peer().pingInterval().orElse(pingInterval).toNanos();
            socket.keepAlive(now, ping, pongDeadline.toNanos());
        }
    }

    private static boolean wantsWebSocket(HttpServerRequest request) {
        return request.method() == io.vertx.core.http.HttpMethod.GET
                && "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))
                && request.getHeader("Sec-WebSocket-Key") != null;
    }

    private static List<String> offeredProtocols(HttpServerRequest request) {
        return request.headers().getAll(SUBPROTOCOL).stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static Optional<Admission.Certificate> certificate(HttpServerRequest request) {
        if (!request.isSSL()) {
            return Optional.empty();
        }
        try {
            if (request.sslSession().getPeerCertificates()[0] instanceof X509Certificate certificate) {
                LdapName subject =
                        new LdapName(certificate.getSubjectX500Principal().getName());
                return part(subject, "CN")
                        .map(name -> new Admission.Certificate(
                                name, part(subject, "O").orElse(null)));
            }
            return Optional.empty();
        } catch (SSLPeerUnverifiedException | InvalidNameException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> part(LdapName subject, String type) {
        return subject.getRdns().stream()
                .filter(part -> part.getType().equalsIgnoreCase(type))
                .map(part -> part.getValue().toString())
                .findFirst();
    }
}
