package dev.voltaire.partner;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/// The tokens we gave out, as hashes. A partner has a registration token while it is invited, then one connection
/// token, and two between a renewal and the first use of the new one.
@ApplicationScoped
class PartnerTokenRepository {
    private final DataSource dataSource;

    @Inject
    PartnerTokenRepository(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    enum Purpose {
        REGISTRATION,
        /// Offered to the partner in a request of ours that is not answered yet, or never was.
        OFFERED,
        CONNECTION
    }

    /// @param used false until the partner has presented it once
    record Known(byte[] hash, UUID partnerId, Purpose purpose, boolean used) {}

    /// Those of the presented tokens that we gave out: one statement, however many forms the header may be read in. The
    /// index finds them by their digests; that a digest is the right one is decided in constant time.
    List<Known> find(List<byte[]> hashes) {
        return execute("""
                SELECT token_hash, partner_id, purpose, first_used_at IS NOT NULL FROM partner_token
                WHERE token_hash = ANY (?)
                """, statement -> {
            statement.setArray(1, statement.getConnection().createArrayOf("bytea", hashes.toArray(new byte[0][])));
            List<Known> known = new ArrayList<>(1);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    byte[] stored = rows.getBytes(1);
                    if (hashes.stream().anyMatch(hash -> MessageDigest.isEqual(hash, stored))) {
                        known.add(new Known(
                                stored,
                                rows.getObject(2, UUID.class),
                                Purpose.valueOf(rows.getString(3)),
                                rows.getBoolean(4)));
                    }
                }
            }
            return known;
        });
    }

    void insert(UUID partnerId, Purpose purpose, byte[] hash, Instant at) {
        execute(
                "INSERT INTO partner_token (token_hash, partner_id, purpose, created_at) VALUES (?, ?, ?, ?)",
                statement -> {
                    statement.setBytes(1, hash);
                    statement.setObject(2, partnerId);
                    statement.setString(3, purpose.name());
                    statement.setObject(4, at.atOffset(ZoneOffset.UTC));
                    return statement.executeUpdate();
                });
    }

    /// The partner confirmed that it took the token.
    void accept(byte[] hash) {
        execute("UPDATE partner_token SET purpose = 'CONNECTION' WHERE token_hash = ?", statement -> {
            statement.setBytes(1, hash);
            return statement.executeUpdate();
        });
    }

    void delete(byte[] hash) {
        execute("DELETE FROM partner_token WHERE token_hash = ?", statement -> {
            statement.setBytes(1, hash);
            return statement.executeUpdate();
        });
    }

    /// The partner has the new token: the ones before it end.
    void markUsed(UUID partnerId, byte[] hash, Instant at) {
        execute(
                "UPDATE partner_token SET first_used_at = ?, purpose = 'CONNECTION'"
                        + " WHERE token_hash = ? AND first_used_at IS NULL",
                statement -> {
                    statement.setObject(1, at.atOffset(ZoneOffset.UTC));
                    statement.setBytes(2, hash);
                    return statement.executeUpdate();
                });
        execute("""
                DELETE FROM partner_token old USING partner_token used
                WHERE used.token_hash = ? AND old.partner_id = ? AND old.token_hash <> used.token_hash
                  AND old.created_at <= used.created_at
                """, statement -> {
            statement.setBytes(1, hash);
            statement.setObject(2, partnerId);
            return statement.executeUpdate();
        });
    }

    void deleteAll(UUID partnerId) {
        execute("DELETE FROM partner_token WHERE partner_id = ?", statement -> {
            statement.setObject(1, partnerId);
            return statement.executeUpdate();
        });
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(PreparedStatement statement) throws SQLException;
    }

    private <T> T execute(String sql, Work<T> work) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            return work.on(statement);
        } catch (SQLException failure) {
            throw new IllegalStateException("partner tokens cannot be reached", failure);
        }
    }
}
