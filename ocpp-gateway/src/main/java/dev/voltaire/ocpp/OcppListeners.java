package dev.voltaire.ocpp;

import dev.voltaire.charger.ChargerCommands;
import dev.voltaire.charger.ChargerCredentials;
import dev.voltaire.job.Role;
import dev.voltaire.job.Roles;
import dev.voltaire.ocpp.command.CommandDispatcher;
import dev.voltaire.ocpp.connection.FrontDoor;
import dev.voltaire.ocpp.connection.SecurityProfile;
import dev.voltaire.ocpp.connection.Switchboard;
import dev.voltaire.ocpp.wire.OcppVersion;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quarkus.tls.runtime.config.TlsConfigUtils;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/// Opens the charger ports of this node when it plays the role `ocpp`, and closes them politely.
@Startup
@ApplicationScoped
public class OcppListeners {
    private static final Logger LOG = Logger.getLogger(OcppListeners.class);
    private static final long PATIENCE_SECONDS = 20;

    private final OcppConfiguration configuration;
    private final TlsConfigurationRegistry tls;
    private final Roles roles;
    private final Telemetry telemetry;
    private final Switchboard switchboard;
    private final FrontDoor door;
    private final CommandDispatcher commands;
    private final Map<SecurityProfile, Integer> ports = new ConcurrentHashMap<>();
    private final AtomicBoolean closing = new AtomicBoolean();

    @Inject
    OcppListeners(
            Vertx vertx,
            OcppConfiguration configuration,
            TlsConfigurationRegistry tls,
            Roles roles,
            Telemetry telemetry,
            ChargerAdmission admission,
            ChargerCommands commands,
            ChargerCredentials credentials,
            Clock clock,
            dev.voltaire.ocpp.v16.Routing v16,
            dev.voltaire.ocpp.v201.Routing v201) {
        this.configuration = configuration;
        this.tls = tls;
        this.roles = roles;
        this.telemetry = telemetry;
        this.switchboard = new Switchboard(
                vertx,
                Map.of(OcppVersion.V16, v16.routes(), OcppVersion.V201, v201.routes()),
                telemetry,
                clock,
                configuration.callTimeout(),
                configuration.storagePatience(),
                configuration.parallelMessages());
        this.door = new FrontDoor(
                vertx,
                switchboard,
                admission,
                configuration.pingInterval(),
                configuration.pongDeadline(),
                configuration.maximumMessageBytes(),
                configuration.compression());
        this.commands = new CommandDispatcher(commands, credentials, switchboard.connections(), telemetry.node());
    }

    @PostConstruct
    void open() {
        if (!roles.has(Role.OCPP)) {
            return;
        }
        telemetry.start(switchboard.connections());
        commands.start();
        if (configuration.plain().enabled()) {
            open(SecurityProfile.BASIC, configuration.plain().port(), new HttpServerOptions());
        }
        configuration.tls().configuration().ifPresent(name -> {
            open(SecurityProfile.TLS_WITH_BASIC, configuration.tls().port(), secured(name, ClientAuth.NONE));
        });
        configuration.mutualTls().configuration().ifPresent(name -> {
            open(
                    SecurityProfile.CLIENT_CERTIFICATE,
                    configuration.mutualTls().port(),
                    secured(name, ClientAuth.REQUIRED));
        });
    }

    /// The port of a profile as it was opened; absent when it is not.
    public OptionalInt port(SecurityProfile profile) {
        Integer port = ports.get(profile);
        return port == null ? OptionalInt.empty() : OptionalInt.of(port);
    }

    private void open(SecurityProfile profile, int port, HttpServerOptions options) {
        int loops = configuration.eventLoops() > 0
                ? configuration.eventLoops()
                : Runtime.getRuntime().availableProcessors();
        int opened = await(door.open(profile, configuration.host(), port, loops, options));
        ports.put(profile, opened);
        LOG.infov("OCPP listener opened: securityProfile={0} port={1,number,#}", profile.number(), opened);
    }

    private HttpServerOptions secured(String name, ClientAuth clientAuth) {
        Optional<TlsConfiguration> found = tls.get(name);
        HttpServerOptions options = new HttpServerOptions();
        TlsConfigUtils.configure(
                options,
                found.orElseThrow(() -> new IllegalStateException("there is no TLS configuration named " + name)));
        return options.setSsl(true).setClientAuth(clientAuth);
    }

    /// The registry has read renewed files.
    void renewed(@Observes CertificateUpdatedEvent event) {
        renew(SecurityProfile.TLS_WITH_BASIC, configuration.tls().configuration(), event);
        renew(SecurityProfile.CLIENT_CERTIFICATE, configuration.mutualTls().configuration(), event);
    }

    private void renew(SecurityProfile profile, Optional<String> name, CertificateUpdatedEvent event) {
        if (name.filter(event.name()::equals).isPresent()) {
            door.renew(profile, event.tlsConfiguration().getSSLOptions())
                    .onSuccess(_ -> LOG.infov("OCPP certificates renewed: securityProfile={0}", profile.number()))
                    .onFailure(cause -> LOG.errorv(
                            cause, "OCPP certificates could not be renewed: securityProfile={0}", profile.number()));
        }
    }

    /// At the first sign of the end, while requests to the other front doors are still being answered.
    void close(@Observes ShutdownDelayInitiatedEvent event) {
        close();
    }

    void close(@Observes ShutdownEvent event) {
        close();
    }

    private void close() {
        if (roles.has(Role.OCPP) && closing.compareAndSet(false, true)) {
            commands.stop();
            try {
                await(door.close());
            } catch (IllegalStateException e) {
                LOG.warnv("OCPP listeners did not close in time: cause={0}", e.toString());
            }
            telemetry.stop();
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while opening or closing OCPP listeners", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("an OCPP listener could not be opened or closed", e);
        }
    }
}
