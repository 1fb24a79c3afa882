package dev.voltaire.identity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/// Second factors and the codes that stand in for them.
@ApplicationScoped
class SecondFactorRepository implements PanacheRepositoryBase<SecondFactor, UUID> {

    /// Locked, so that a code is accepted once although it arrives twice.
    Optional<SecondFactor> locked(UUID userId) {
        return Optional.ofNullable(findById(userId, LockModeType.PESSIMISTIC_WRITE));
    }

    boolean isOn(UUID userId) {
        return count("userId = ?1 and confirmedAt is not null", userId) > 0;
    }

    void replaceCodes(UUID userId, Collection<byte[]> hashes) {
        deleteCodes(userId);
        for (byte[] hash : hashes) {
            getEntityManager()
                    .createNativeQuery("insert into recovery_code (user_id, code_hash) values (:user, :hash)")
                    .setParameter("user", userId)
                    .setParameter("hash", hash)
                    .executeUpdate();
        }
    }

    /// False when there is no such code, or it was used.
    boolean useCode(UUID userId, byte[] hash, Instant at) {
        return getEntityManager()
                        .createNativeQuery("update recovery_code set used_at = :at"
                                + " where user_id = :user and code_hash = :hash and used_at is null")
                        .setParameter("at", at)
                        .setParameter("user", userId)
                        .setParameter("hash", hash)
                        .executeUpdate()
                == 1;
    }

    int codesLeft(UUID userId) {
        return ((Number) getEntityManager()
                        .createNativeQuery(
                                "select count(*) from recovery_code where user_id = :user and used_at is null")
                        .setParameter("user", userId)
                        .getSingleResult())
                .intValue();
    }

    void forget(UUID userId) {
        deleteCodes(userId);
        deleteById(userId);
    }

    private void deleteCodes(UUID userId) {
        getEntityManager()
                .createNativeQuery("delete from recovery_code where user_id = :user")
                .setParameter("user", userId)
                .executeUpdate();
    }
}
