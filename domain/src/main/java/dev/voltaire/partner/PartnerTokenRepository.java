package dev.voltaire.partner;

import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// The tokens we gave out, as hashes. A partner has a registration token while it is invited, then one connection
/// token, and two between a renewal and the first use of the new one.
@ApplicationScoped
class PartnerTokenRepository {
    private final Sql sql;

    @Inject
    PartnerTokenRepository(Sql sql) {
        this.sql = sql;
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
        List<Known> stored = sql.query(
                """
                SELECT token_hash, partner_id, purpose, first_used_at IS NOT NULL AS used FROM partner_token
                WHERE token_hash = ANY (?)
                """,
                row -> new Known(
                        row.getBytes("token_hash"),
                        Sql.id(row, "partner_id"),
                        Purpose.valueOf(row.getString("purpose")),
                        row.getBoolean("used")),
                (Object) hashes.toArray(new byte[0][]));
        return stored.stream()
                .filter(known -> hashes.stream().anyMatch(hash -> MessageDigest.isEqual(hash, known.hash())))
                .toList();
    }

    void insert(UUID partnerId, Purpose purpose, byte[] hash, Instant at) {
        sql.update(
                "INSERT INTO partner_token (token_hash, partner_id, purpose, created_at) VALUES (?, ?, ?, ?)",
                hash,
                partnerId,
                purpose,
                at);
    }

    /// The partner confirmed that it took the token.
    void accept(byte[] hash) {
        sql.update("UPDATE partner_token SET purpose = 'CONNECTION' WHERE token_hash = ?", hash);
    }

    void delete(byte[] hash) {
        sql.update("DELETE FROM partner_token WHERE token_hash = ?", hash);
    }

    /// The partner has the new token: the ones before it end.
    void markUsed(UUID partnerId, byte[] hash, Instant at) {
        sql.update(
                "UPDATE partner_token SET first_used_at = ?, purpose = 'CONNECTION'"
                        + " WHERE token_hash = ? AND first_used_at IS NULL",
                at,
                hash);
        sql.update("""
                DELETE FROM partner_token old USING partner_token used
                WHERE used.token_hash = ? AND old.partner_id = ? AND old.token_hash <> used.token_hash
                  AND old.created_at <= used.created_at
                """, hash, partnerId);
    }

    void deleteAll(UUID partnerId) {
        sql.update("DELETE FROM partner_token WHERE partner_id = ?", partnerId);
    }
}
