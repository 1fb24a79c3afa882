package dev.voltaire.deploy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;

/// Looks at every port the server will open before anything is started, so that a taken one costs a second.
final class Ports {
    private static final List<Port> ALL = List.of(
            new Port("quarkus.http.host", "quarkus.http.port", "8080"),
            new Port("quarkus.management.host", "quarkus.management.port", "9000"),
            new Port("voltaire.ocpp.host", "voltaire.ocpp.plain.port", "8887"));

    private Ports() {}

    /// The ports that open only when a certificate is configured.
    static void refuseTakenByTls() {
        if (Setting.of("voltaire.ocpp.tls.configuration") != null) {
            refuseTaken(new Port("voltaire.ocpp.host", "voltaire.ocpp.tls.port", "8888"));
        }
        if (Setting.of("voltaire.ocpp.mutual-tls.configuration") != null) {
            refuseTaken(new Port("voltaire.ocpp.host", "voltaire.ocpp.mutual-tls.port", "8889"));
        }
    }

    static void refuseTaken() {
        ALL.forEach(Ports::refuseTaken);
    }

    private static void refuseTaken(Port port) {
        var number = Integer.parseInt(Setting.of(port.numberProperty(), port.number()));
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(Setting.of(port.hostProperty(), "0.0.0.0"), number));
        } catch (IOException e) {
            throw new StartFailure("Port " + number + " is taken by another program: stop that program, or choose"
                    + " another port (" + Setting.environmentVariable(port.numberProperty()) + ").");
        }
    }

    private record Port(String hostProperty, String numberProperty, String number) {}
}
