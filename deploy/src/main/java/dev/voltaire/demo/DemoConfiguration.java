package dev.voltaire.demo;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;

/// The demo's three switches.
@ConfigMapping(prefix = "voltaire.demo")
public interface DemoConfiguration {
    /// Loads the demo world.
    @WithParentName
    @WithDefault("false")
    boolean enabled();

    /// Starts the simulated operator and home charger.
    @WithDefault("false")
    boolean traffic();

    /// Chargers `LOAD-00001` … registered for load tests.
    @WithDefault("0")
    int loadChargers();
}
