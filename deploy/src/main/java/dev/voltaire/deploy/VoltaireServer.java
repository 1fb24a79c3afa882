package dev.voltaire.deploy;

import dev.voltaire.deploy.database.DataDirectory;
import dev.voltaire.deploy.database.EmbeddedDatabase;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Starts the database (unless one is configured), then the application; stops them the other way round.
@QuarkusMain
public final class VoltaireServer {
    private static final String SECRET_KEYS = "voltaire.secret-keys";

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicReference<@Nullable EmbeddedDatabase> database = new AtomicReference<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    VoltaireServer() {}

    public static void main(String[] arguments) {
        var exit = new VoltaireServer().run(arguments);
        // Blocks when a signal already ends the process; the hook below has been released by then.
        System.exit(exit);
    }

    private int run(String[] arguments) {
        // Quarkus stops the application in a hook of its own; hooks run side by side, and the process ends with the
        // last of them, so this one waits until the application and then the database have stopped.
        Runtime.getRuntime().addShutdownHook(new Thread(this::awaitStopped, "await-stopped"));
        try {
            RoleNames.refuseUnknown();
            Ports.refuseTaken();
            startDatabase();
            DemoCertificates.use(DataDirectory.fromEnvironment().path());
            Ports.refuseTakenByTls();
            Quarkus.run(Announcement.class, (code, cause) -> failure.set(cause), arguments);
        } catch (RuntimeException e) {
            failure.set(e);
        } finally {
            stopDatabase();
            stopped.countDown();
        }
        @Nullable Throwable cause = failure.get();
        if (cause == null) {
            return 0;
        }
        StartFailures.explain(cause);
        return 1;
    }

    private void startDatabase() {
        if (DatabaseConfiguration.isExternal()) {
            DatabaseConfiguration.refuseUnreachable();
            return;
        }
        var directory = DataDirectory.fromEnvironment();
        var started = EmbeddedDatabase.start(directory);
        database.set(started);
        DatabaseConfiguration.use(started);
        if (Setting.of(SECRET_KEYS) == null) {
            System.setProperty(SECRET_KEYS, directory.secretKey());
        }
    }

    private void stopDatabase() {
        @Nullable EmbeddedDatabase started = database.getAndSet(null);
        if (started != null) {
            started.stop();
        }
    }

    private void awaitStopped() {
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
