package dev.voltaire.idempotency;

import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Makes a creation that costs money or cards happen once per key, in the transaction of the creation: two at the same
/// time wait for one another, and a failed one leaves the key free.
@ApplicationScoped
public class Idempotency {
    private static final int LONGEST_KEY = 200;

    private final EntityManager entities;
    private final Clock clock;

    @Inject
    Idempotency(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /// @param key the caller's `Idempotency-Key`; without one the creation simply happens
    /// @param request what identifies the content: the same key with other content is refused
    /// @return the id of what was created, now or the first time
    @Transactional(Transactional.TxType.MANDATORY)
    public UUID once(UUID userId, @Nullable String key, Object request, Supplier<UUID> creation) {
        if (key == null || key.isBlank()) {
            return creation.get();
        }
        if (key.length() > LONGEST_KEY) {
            throw new ProblemException(Problem.INVALID_PARAMETER, "Idempotency-Key");
        }
        byte[] fingerprint = fingerprint(request);
        int first = entities.createNativeQuery("""
                        insert into idempotency_key (user_id, key, fingerprint, created_at)
                        values (:user, :key, :fingerprint, :now) on conflict do nothing
                        """)
                .setParameter("user", userId)
                .setParameter("key", key)
                .setParameter("fingerprint", fingerprint)
                .setParameter("now", clock.instant())
                .executeUpdate();
        if (first == 0) {
            return earlier(userId, key, fingerprint);
        }
        UUID created = creation.get();
        entities.createNativeQuery(
                        "update idempotency_key set resource_id = :resource where user_id = :user and key = :key")
                .setParameter("resource", created)
                .setParameter("user", userId)
                .setParameter("key", key)
                .executeUpdate();
        return created;
    }

    private UUID earlier(UUID userId, String key, byte[] fingerprint) {
        Object[] row = (Object[]) entities.createNativeQuery(
                        "select fingerprint, resource_id from idempotency_key where user_id = :user and key = :key")
                .setParameter("user", userId)
                .setParameter("key", key)
                .getSingleResult();
        if (!Arrays.equals((byte[]) row[0], fingerprint)) {
            throw new ProblemException(Problem.IDEMPOTENCY_KEY_REUSED);
        }
        return (UUID) row[1];
    }

    private static byte[] fingerprint(Object request) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(request.toString().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
