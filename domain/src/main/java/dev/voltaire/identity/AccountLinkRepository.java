package dev.voltaire.identity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Links by the hash of their secret.
@ApplicationScoped
class AccountLinkRepository implements PanacheRepositoryBase<AccountLink, UUID> {

    Optional<AccountLink> findWorking(Secret secret, AccountLink.Purpose purpose, Instant now) {
        return find("secretHash = ?1 and purpose = ?2", secret.hash(), purpose)
                .firstResultOptional()
                .filter(link -> link.worksAt(now));
    }

    /// A newer link replaces those sent before.
    void expireOpen(User user, AccountLink.Purpose purpose, Instant now) {
        update("usedAt = ?1 where user = ?2 and purpose = ?3 and usedAt is null", now, user, purpose);
    }
}
