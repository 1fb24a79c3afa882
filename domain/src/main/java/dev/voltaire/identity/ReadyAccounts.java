package dev.voltaire.identity;

import dev.voltaire.organisation.OrganisationUnit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Collection;
import java.util.Set;

/// Accounts that need no invitation because whoever sets them up hands out the password: demonstrations.
@ApplicationScoped
public class ReadyAccounts {
    private final UserRepository users;
    private final Passwords passwords;
    private final Clock clock;

    @Inject
    ReadyAccounts(UserRepository users, Passwords passwords, Clock clock) {
        this.users = users;
        this.passwords = passwords;
        this.clock = clock;
    }

    @Transactional
    public User create(
            User.Particulars particulars, Set<Role> roles, Collection<OrganisationUnit> units, String password) {
        User user = new User(particulars, roles, units, clock.instant());
        user.acceptWith(passwords.hash(password), clock.instant());
        users.insert(user);
        return user;
    }
}
