package dev.voltaire.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// Makes the links that are mailed to users.
@ApplicationScoped
class AccountLinks {
    private final AccountLinkRepository links;
    private final Clock clock;

    @Inject
    AccountLinks(AccountLinkRepository links, Clock clock) {
        this.links = links;
        this.clock = clock;
    }

    /// Links made before for the same purpose stop working.
    @Transactional
    Secret make(User user, AccountLink.Purpose purpose) {
        Instant now = clock.instant();
        links.expireOpen(user, purpose, now);
        Secret secret = Secret.random();
        links.persist(new AccountLink(user, purpose, secret, now, now.plus(lifetime(purpose))));
        return secret;
    }

    private static Duration lifetime(AccountLink.Purpose purpose) {
        return switch (purpose) {
            case INVITATION -> Duration.ofDays(14);
            case PASSWORD_RESET -> Duration.ofHours(1);
            case EMAIL_CONFIRMATION -> Duration.ofDays(3);
        };
    }
}
