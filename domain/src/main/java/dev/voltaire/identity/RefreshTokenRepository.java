package dev.voltaire.identity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Refresh tokens by the hash of their secret.
@ApplicationScoped
class RefreshTokenRepository implements PanacheRepositoryBase<RefreshToken, UUID> {

    /// Locked, so that of two uses at the same time one sees the other.
    Optional<RefreshToken> findLocked(Secret secret) {
        return find("secretHash", secret.hash())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    void revokeFamily(UUID familyId, Instant at) {
        update("revokedAt = ?1 where familyId = ?2 and revokedAt is null", at, familyId);
    }

    long deleteExpired(Instant before) {
        return delete("expiresAt < ?1", before);
    }
}
