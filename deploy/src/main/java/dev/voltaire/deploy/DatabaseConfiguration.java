package dev.voltaire.deploy;

import dev.voltaire.deploy.database.EmbeddedDatabase;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// Where the application finds its database: the environment names one, or the embedded one is used.
final class DatabaseConfiguration {
    private static final String URL = "quarkus.datasource.jdbc.url";
    private static final String USERNAME = "quarkus.datasource.username";
    private static final String PASSWORD = "quarkus.datasource.password";
    private static final String CONNECT_SECONDS = "10";

    private DatabaseConfiguration() {}

    static boolean isExternal() {
        return Setting.of(URL) != null;
    }

    static void use(EmbeddedDatabase database) {
        Map.of(URL, database.jdbcUrl(), USERNAME, database.username(), PASSWORD, database.password())
                .forEach(System::setProperty);
    }

    /// Said before the application starts, in one line instead of a page of stack traces.
    static void refuseUnreachable() {
        var url = Setting.of(URL, "");
        var properties = new Properties();
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("loginTimeout", CONNECT_SECONDS);
        setIfPresent(properties, "user", Setting.of(USERNAME));
        setIfPresent(properties, "password", Setting.of(PASSWORD));
        try (var connection = DriverManager.getConnection(url, properties)) {
            connection.isValid(10);
        } catch (SQLException e) {
            throw new StartFailure("The database at " + url + " is not available: " + e.getMessage(), e);
        }
    }

    private static void setIfPresent(Properties properties, String key, @Nullable String value) {
        if (value != null) {
            properties.setProperty(key, value);
        }
    }
}
