package dev.voltaire.deploy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;

/// Ready is a node whose database answers and has been migrated as far as this release needs: not one whose database
/// was put back to an older state, or in which a migration failed half-way.
@Readiness
@ApplicationScoped
class DatabaseReadiness implements HealthCheck {
    private static final String NAME = "Database and migrations";

    private final DataSource dataSource;
    private final Set<MigrationVersion> needed;

    @Inject
    DatabaseReadiness(DataSource dataSource, Flyway flyway) {
        this.dataSource = dataSource;
        this.needed = NewerDatabaseCheck.known(flyway.getConfiguration());
    }

    @Override
    public HealthCheckResponse call() {
        try {
            var missing = new TreeSet<>(needed);
            missing.removeAll(applied());
            var answer = HealthCheckResponse.named(NAME).status(missing.isEmpty());
            return missing.isEmpty()
                    ? answer.build()
                    : answer.withData("missing migrations", missing.toString()).build();
        } catch (SQLException | RuntimeException away) {
            return HealthCheckResponse.named(NAME)
                    .down()
                    .withData("reason", "the database does not answer: " + away.getMessage())
                    .build();
        }
    }

    private Set<MigrationVersion> applied() throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT version FROM flyway_schema_history WHERE success AND version IS NOT NULL")) {
            var applied = new HashSet<MigrationVersion>();
            while (rows.next()) {
                applied.add(MigrationVersion.fromVersion(rows.getString(1)));
            }
            return applied;
        }
    }
}
