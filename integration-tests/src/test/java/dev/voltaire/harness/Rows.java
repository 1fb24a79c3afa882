package dev.voltaire.harness;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is in the server's database, read by tests.
public final class Rows {
    private Rows() {}

    /// The first column of every row, as text.
    public static List<String> select(VoltaireProcess voltaire, String sql, Object... parameters) {
        try (var connection = voltaire.database();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            var values = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    values.add(String.valueOf(rows.getObject(1)));
                }
            }
            return values;
        } catch (SQLException e) {
            throw new AssertionError("cannot read the database: " + e.getMessage(), e);
        }
    }

    public static Optional<String> selectOne(VoltaireProcess voltaire, String sql, Object... parameters) {
        return select(voltaire, sql, parameters).stream().findFirst();
    }
}
