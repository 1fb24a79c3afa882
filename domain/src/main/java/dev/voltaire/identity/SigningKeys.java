package dev.voltaire.identity;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The signing keys of all nodes, kept in the database. A node rereads them every minute, and at once when it meets a
/// key id it does not know.
@ApplicationScoped
public class SigningKeys {
    /// Longer than an access token lives, so that a rotation invalidates none.
    private static final Duration OVERLAP = Duration.ofHours(1);
    private static final Duration REREAD = Duration.ofMinutes(1);
    private static final Duration REREAD_UNKNOWN = Duration.ofSeconds(5);

    private final EntityManager entities;
    private final Clock clock;
    private volatile @Nullable Known known;

    private record Known(List<SigningKey> newestFirst, Instant readAt) {}

    @Inject
    SigningKeys(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /// The key that signs; made when there is none yet.
    public SigningKey signing() {
        List<SigningKey> keys = verifying();
        return keys.isEmpty() ? create(false) : keys.getFirst();
    }

    /// All keys that verify, newest first.
    public List<SigningKey> verifying() {
        return notOlderThan(REREAD);
    }

    /// What others are told: never nothing, so that whoever reads it before the first sign-in keeps no empty list.
    public List<SigningKey> published() {
        SigningKey current = signing();
        List<SigningKey> keys = verifying();
        return keys.isEmpty() ? List.of(current) : keys;
    }

    public Optional<SigningKey> find(String keyId) {
        Optional<SigningKey> found = among(verifying(), keyId);
        return found.isPresent() ? found : among(notOlderThan(REREAD_UNKNOWN), keyId);
    }

    /// From now on a new key signs; tokens of the present one stay good until they expire.
    public SigningKey rotate() {
        return create(true);
    }

    private static Optional<SigningKey> among(List<SigningKey> keys, String keyId) {
        return keys.stream().filter(key -> key.keyId().equals(keyId)).findFirst();
    }

    private List<SigningKey> notOlderThan(Duration age) {
        Known current = known;
        if (current == null || current.readAt().plus(age).isBefore(clock.instant())) {
            current = read();
            known = current;
        }
        return current.newestFirst();
    }

    private Known read() {
        Instant now = clock.instant();
        List<SigningKey> keys = QuarkusTransaction.requiringNew()
                .call(() -> entities.createQuery(
                                "from SigningKey where retiredAt is null or retiredAt > :limit order by createdAt desc",
                                SigningKey.class)
                        .setParameter("limit", now.minus(OVERLAP))
                        .getResultList());
        return new Known(keys, now);
    }

    private SigningKey create(boolean evenWhenThereIsOne) {
        SigningKey key = QuarkusTransaction.requiringNew().call(() -> {
            entities.createNativeQuery("lock table signing_key in share row exclusive mode")
                    .executeUpdate();
            List<SigningKey> current = entities.createQuery(
                            "from SigningKey where retiredAt is null order by createdAt desc", SigningKey.class)
                    .getResultList();
            if (!current.isEmpty() && !evenWhenThereIsOne) {
                return current.getFirst();
            }
            current.forEach(old -> old.retire(clock.instant()));
            SigningKey created = new SigningKey(clock.instant());
            entities.persist(created);
            return created;
        });
        known = null;
        return key;
    }
}
