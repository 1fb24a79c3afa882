package dev.voltaire.deploy;

import dev.voltaire.deploy.database.DataDirectory;
import dev.voltaire.deploy.database.EmbeddedDatabase;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A fresh embedded PostgreSQL for the one application that all `@QuarkusTest` classes share.
public final class TestDatabase implements QuarkusTestResourceLifecycleManager {
    private @Nullable EmbeddedDatabase database;

    @Override
    public Map<String, String> start() {
        var started = EmbeddedDatabase.start(DataDirectory.at(freshDirectory()));
        database = started;
        return Map.of(
                "quarkus.datasource.jdbc.url", started.jdbcUrl(),
                "quarkus.datasource.username", started.username(),
                "quarkus.datasource.password", started.password());
    }

    @Override
    public void stop() {
        if (database != null) {
            database.stop();
        }
    }

    private static Path freshDirectory() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target/database")), "test-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
