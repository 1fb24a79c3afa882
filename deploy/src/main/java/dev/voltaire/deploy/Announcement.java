package dev.voltaire.deploy;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Once the server listens: says where everything is, then waits until the process is told to stop. With the argument
/// `--stop-when-ready` it stops at once: whoever prepares the image of a fast start has seen all they wanted.
public class Announcement implements QuarkusApplication {
    private static final String STOP_WHEN_READY = "--stop-when-ready";

    private final boolean demo;
    private final int httpPort;
    private final int managementPort;
    private final int ocppPort;

    @Inject
    Announcement(
            @ConfigProperty(name = "voltaire.demo", defaultValue = "false") boolean demo,
            @ConfigProperty(name = "quarkus.http.port") int httpPort,
            @ConfigProperty(name = "quarkus.management.port") int managementPort,
            @ConfigProperty(name = "voltaire.ocpp.plain.port") int ocppPort) {
        this.demo = demo;
        this.httpPort = httpPort;
        this.managementPort = managementPort;
        this.ocppPort = ocppPort;
    }

    @Override
    public int run(String... arguments) {
        if (List.of(arguments).contains(STOP_WHEN_READY)) {
            return 0;
        }
        if (demo) {
            System.out.println(text());
        }
        Quarkus.waitForExit();
        return 0;
    }

    private String text() {
        return """

                Voltaire is ready.

                  API and Swagger UI   http://localhost:%1$d/q/swagger-ui
                  OCPI versions        http://localhost:%1$d/ocpi/versions
                  Chargers connect to  ws://localhost:%3$d/ocpp/{chargePointId}
                  Health and metrics   http://localhost:%2$d/q/health  http://localhost:%2$d/q/metrics

                  Sign in (POST http://localhost:%1$d/api/v1/auth/login) as one of
                    operator@voltaire.example   manager@voltaire.example   driver@voltaire.example
                  with the password             Voltaire-demo-1

                Ctrl-C stops the server and its database.
                """.formatted(httpPort, managementPort, ocppPort);
    }
}
