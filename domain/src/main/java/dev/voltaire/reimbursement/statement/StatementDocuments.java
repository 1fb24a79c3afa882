package dev.voltaire.reimbursement.statement;

import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/// The printed form of statements: rendered once, kept with its hash, never replaced.
@ApplicationScoped
public class StatementDocuments {
    private final Sql sql;
    private final Clock clock;

    @Inject
    StatementDocuments(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// A second rendering is dropped.
    @Transactional
    public void store(UUID statementId, byte[] pdf) {
        sql.update("""
                INSERT INTO reimbursement_statement_document (statement_id, content, sha256, created_at)
                VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
                """, statementId, pdf, sha256(pdf), clock.instant());
    }

    /// Empty until it has been rendered.
    @Transactional
    public Optional<byte[]> find(UUID statementId) {
        return sql.first(
                "SELECT content FROM reimbursement_statement_document WHERE statement_id = ?",
                row -> row.getBytes(1),
                statementId);
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
