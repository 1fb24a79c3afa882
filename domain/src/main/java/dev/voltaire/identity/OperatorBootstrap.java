package dev.voltaire.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The first operator of a new installation, who invites everybody else.
@ApplicationScoped
public class OperatorBootstrap {
    private final UserRepository users;
    private final AccountLinks links;
    private final Clock clock;

    @Inject
    OperatorBootstrap(UserRepository users, AccountLinks links, Clock clock) {
        this.users = users;
        this.links = links;
        this.clock = clock;
    }

    /// The secret of the operator's invitation; empty once there is an operator who has signed in or has a password.
    /// Until then every start makes a new link, and the one before stops working.
    @Transactional
    public Optional<Secret> invite(String email) {
        Optional<User> known = users.findByEmail(email);
        if (known.isEmpty() && users.anyOperator()) {
            return Optional.empty();
        }
        User operator = known.orElseGet(() -> {
            User created = new User(
                    new User.Particulars(email, "Platform", "Operator", null, VatVisibility.INHERIT, true, true),
                    Set.of(Role.PLATFORM_OPERATOR),
                    List.of(),
                    clock.instant());
            users.insert(created);
            return created;
        });
        return operator.hasPassword()
                ? Optional.empty()
                : Optional.of(links.make(operator, AccountLink.Purpose.INVITATION));
    }
}
