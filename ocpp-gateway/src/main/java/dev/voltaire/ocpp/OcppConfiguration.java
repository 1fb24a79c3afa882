package dev.voltaire.ocpp;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/// Everything about the charger front door that an operator may set.
@ConfigMapping(prefix = "voltaire.ocpp")
public interface OcppConfiguration {
    @WithDefault("0.0.0.0")
    String host();

    /// Security profile 1: HTTP Basic without TLS.
    Plain plain();

    /// Security profile 2: TLS and HTTP Basic.
    Tls tls();

    /// Security profile 3: client certificates.
    MutualTls mutualTls();

    /// Event loops accepting chargers on each listener; 0 = one per processor.
    @WithDefault("0")
    int eventLoops();

    @WithDefault("131072")
    int maximumMessageBytes();

    /// Agrees to permessage-deflate, which OCPP 2.0.1 wants offered (part 4 §3.3), with chargers that ask for it; costs
    /// about 95 KB per active connection.
    @WithDefault("false")
    boolean compression();

    @WithDefault("30s")
    Duration pingInterval();

    /// Silence after an unanswered ping that ends a connection.
    @WithDefault("60s")
    Duration pongDeadline();

    @WithDefault("30s")
    Duration callTimeout();

    /// Sent in BootNotification.conf.
    @WithDefault("300s")
    Duration heartbeatInterval();

    /// How long a message waits for a database that is away before its connection is closed unanswered.
    @WithDefault("60s")
    Duration storagePatience();

    /// How long after its connection a charger that has not booted is asked to introduce itself.
    @WithDefault("5s")
    Duration silentReturnDelay();

    /// Messages that may use the database at the same time.
    @WithDefault("16")
    int parallelMessages();

    interface Plain {
        @WithDefault("true")
        boolean enabled();

        @WithDefault("8887")
        int port();
    }

    interface Tls {
        @WithDefault("8888")
        int port();

        /// Name of a configuration in Quarkus' TLS registry; the port opens only when one is given.
        Optional<String> configuration();
    }

    interface MutualTls {
        @WithDefault("8889")
        int port();

        Optional<String> configuration();

        /// What the certificate of every charger must name as its organisation; unset, its authority is enough.
        Optional<String> organisation();
    }
}
