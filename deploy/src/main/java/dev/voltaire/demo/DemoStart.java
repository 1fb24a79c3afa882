package dev.voltaire.demo;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/// Loads the demo world before anything else looks at the database, and lets its traffic run until the server stops.
@ApplicationScoped
class DemoStart {
    private static final int BEFORE_EVERYTHING_ELSE = 10;

    private final DemoConfiguration configuration;
    private final DemoWorld world;
    private final DemoTraffic traffic;

    @Inject
    DemoStart(DemoConfiguration configuration, DemoWorld world, DemoTraffic traffic) {
        this.configuration = configuration;
        this.world = world;
        this.traffic = traffic;
    }

    void start(@Observes @Priority(BEFORE_EVERYTHING_ELSE) StartupEvent started) {
        if (!configuration.enabled()) {
            return;
        }
        world.load();
        world.registerLoadChargers(configuration.loadChargers());
        if (configuration.traffic()) {
            traffic.start();
        }
    }

    void stop(@Observes @Priority(BEFORE_EVERYTHING_ELSE) ShutdownDelayInitiatedEvent stopping) {
        traffic.stop();
    }

    void stop(@Observes @Priority(BEFORE_EVERYTHING_ELSE) ShutdownEvent stopped) {
        traffic.stop();
    }
}
