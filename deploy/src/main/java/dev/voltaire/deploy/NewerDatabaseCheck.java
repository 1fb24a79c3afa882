package dev.voltaire.deploy;

import java.sql.SQLException;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/// Refuses a database that a newer Voltaire has migrated further than this one knows.
public final class NewerDatabaseCheck implements Callback {
    @Override
    public boolean supports(Event event, @Nullable Context context) {
        // Flyway validates first, and would complain of a migration it does not know in words of its own.
        return event == Event.BEFORE_VALIDATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, @Nullable Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        var known = newestKnown(context.getConfiguration());
        @Nullable MigrationVersion applied = newestApplied(context);
        if (applied != null && applied.isNewerThan(known)) {
            throw new StartFailure("The database is at schema version " + applied + ", newer than the " + known
                    + " this Voltaire knows: start the newer Voltaire that migrated it.");
        }
    }

    private static MigrationVersion newestKnown(Configuration configuration) {
        return known(configuration).stream().max(Comparator.naturalOrder()).orElse(MigrationVersion.EMPTY);
    }

    /// The migrations this release brings along.
    static Set<MigrationVersion> known(Configuration configuration) {
        return configuration.getResourceProvider().getResources("V", new String[] {".sql"}).stream()
                .map(resource -> resource.getFilename())
                .map(name -> MigrationVersion.fromVersion(name.substring(1, name.indexOf("__"))))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static @Nullable MigrationVersion newestApplied(Context context) {
        try (var statement = context.getConnection().createStatement()) {
            try (var table = statement.executeQuery("SELECT to_regclass('flyway_schema_history') IS NOT NULL")) {
                table.next();
                if (!table.getBoolean(1)) {
                    return null;
                }
            }
            try (var applied = statement.executeQuery("""
                    SELECT version FROM flyway_schema_history
                    WHERE success AND version IS NOT NULL
                    ORDER BY string_to_array(version, '.')::int[] DESC LIMIT 1""")) {
                return applied.next() ? MigrationVersion.fromVersion(applied.getString(1)) : null;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot read which migrations the database has", e);
        }
    }

    @Override
    public String getCallbackName() {
        return "newer-database-check";
    }
}
