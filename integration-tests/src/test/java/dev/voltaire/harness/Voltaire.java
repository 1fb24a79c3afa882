package dev.voltaire.harness;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The one server that the journeys share: demo world, no demo traffic, mail to a mailbox the tests can read.
public final class Voltaire {
    private static final Mailbox MAILBOX = new Mailbox();
    private static @Nullable VoltaireProcess shared;

    private Voltaire() {}

    public static synchronized VoltaireProcess shared() {
        if (shared == null) {
            var launch = VoltaireLaunch.fresh("shared")
                    .with("VOLTAIRE_DEMO", "true")
                    .with("VOLTAIRE_DEMO_LOAD_CHARGERS", "11");
            for (Map.Entry<String, String> setting : MAILBOX.configuration().entrySet()) {
                launch = launch.with(setting.getKey(), setting.getValue());
            }
            var started = launch.start();
            Runtime.getRuntime().addShutdownHook(new Thread(started::close));
            shared = started.awaitReady();
        }
        return shared;
    }

    public static Mailbox mailbox() {
        return MAILBOX;
    }
}
