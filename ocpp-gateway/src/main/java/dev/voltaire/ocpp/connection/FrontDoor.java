package dev.voltaire.ocpp.connection;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SSLOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Opens and closes listeners. Closing tells every charger to come back (1012) before the ports go away.
public final class FrontDoor {
    /// The registry's own default leaves out 1.2, which most chargers speak.
    private static final Set<String> TLS_VERSIONS = Set.of("TLSv1.2", "TLSv1.3");

    private final Vertx vertx;
    private final Switchboard switchboard;
    private final Admission admission;
    private final Duration pingInterval;
    private final Duration pongDeadline;
    private final int maximumMessageBytes;
    private final boolean compression;
    private final List<String> deployments = new CopyOnWriteArrayList<>();
    private final Map<SecurityProfile, List<Listener>> listeners = new ConcurrentHashMap<>();

    public FrontDoor(
            Vertx vertx,
            Switchboard switchboard,
            Admission admission,
            Duration pingInterval,
            Duration pongDeadline,
            int maximumMessageBytes,
            boolean compression) {
        this.vertx = vertx;
        this.switchboard = switchboard;
        this.admission = admission;
        this.pingInterval = pingInterval;
        this.pongDeadline = pongDeadline;
        this.maximumMessageBytes = maximumMessageBytes;
        this.compression = compression;
    }

    /// @param tls carries the key store and client authentication of profiles 2 and 3; plain options for profile 1
    /// @return the port, which differs from the one asked for when that was 0
    public Future<Integer> open(SecurityProfile profile, String host, int port, int eventLoops, HttpServerOptions tls) {
        // A negative port makes all event loops share one free port; Quarkus names its own -1 to -3.
        HttpServerOptions options = new HttpServerOptions(tls)
                .setHost(host)
                .setPort(port == 0 ? -100 - profile.number() : port)
                .setReuseAddress(true)
                .setAcceptBacklog(8192)
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true)
                .setMaxInitialLineLength(2048)
                .setMaxHeaderSize(8192)
                .setIdleTimeout(0)
                .setHttp2ClearTextEnabled(false)
                .setAlpnVersions(List.of(HttpVersion.HTTP_1_1))
                .setWebSocketClosingTimeout(5)
                .setWebSocketSubProtocols(List.of("ocpp2.0.1", "ocpp1.6"))
                .setMaxWebSocketFrameSize(maximumMessageBytes)
                .setMaxWebSocketMessageSize(maximumMessageBytes)
                .setPerMessageWebSocketCompressionSupported(compression)
                .setPerFrameWebSocketCompressionSupported(false);
        options.setEnabledSecureTransportProtocols(TLS_VERSIONS);
        List<Listener> opening = new CopyOnWriteArrayList<>();
        listeners.put(profile, opening);
        return vertx.deployVerticle(
                        () -> {
                            Listener listener =
                                    new Listener(options, profile, admission, switchboard, pingInterval, pongDeadline);
                            opening.add(listener);
                            return listener;
                        },
                        new DeploymentOptions().setInstances(eventLoops))
                .map(deployment -> {
                    deployments.add(deployment);
                    return opening.getFirst().port();
                });
    }

    /// Replaces the certificates of a port without closing it.
    public Future<?> renew(SecurityProfile profile, SSLOptions certificates) {
        certificates.setEnabledSecureTransportProtocols(TLS_VERSIONS);
        return Future.join(listeners.getOrDefault(profile, List.of()).stream()
                .map(listener -> listener.renew(certificates))
                .toList());
    }

    public Future<?> close() {
        return switchboard
                .connections()
                .closeAll(ChargerSocket.GOING_AWAY_FOR_RESTART, "The server restarts")
                .otherwiseEmpty()
                .compose(_ -> {
                    List<String> open = List.copyOf(deployments);
                    deployments.removeAll(open);
                    return Future.join(open.stream().map(vertx::undeploy).toList());
                });
    }
}
