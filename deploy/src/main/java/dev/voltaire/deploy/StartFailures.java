package dev.voltaire.deploy;

import io.quarkus.runtime.QuarkusBindException;
import java.net.BindException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Says on the standard error stream why the server did not start: one line where the reason is known.
final class StartFailures {
    private StartFailures() {}

    static void explain(Throwable failure) {
        @Nullable String line = line(failure);
        if (line != null) {
            System.err.println("Voltaire cannot start. " + line);
            return;
        }
        System.err.println("Voltaire cannot start:");
        failure.printStackTrace();
    }

    private static @Nullable String line(Throwable failure) {
        for (var cause : causes(failure)) {
            if (cause instanceof StartFailure) {
                return cause.getMessage();
            }
            if (cause instanceof QuarkusBindException bind) {
                return "Port " + bind.getPort()
                        + " is taken by another program: stop that program, or choose other ports"
                        + " (QUARKUS_HTTP_PORT, QUARKUS_MANAGEMENT_PORT, VOLTAIRE_OCPP_PLAIN_PORT).";
            }
            if (cause instanceof BindException) {
                return "A port is taken by another program (" + cause.getMessage()
                        + "): stop that program, or choose other ports"
                        + " (QUARKUS_HTTP_PORT, QUARKUS_MANAGEMENT_PORT, VOLTAIRE_OCPP_PLAIN_PORT).";
            }
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && sql.getSQLState().startsWith("08")) {
                return "The database is not available: " + sql.getMessage();
            }
        }
        return null;
    }

    private static List<Throwable> causes(Throwable failure) {
        var causes = new ArrayList<Throwable>();
        for (@Nullable Throwable cause = failure; cause != null && !causes.contains(cause); cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }
}
