package dev.voltaire.identity;

import dev.voltaire.outbox.Outbox;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;

/// What people do with their own credentials: accept an invitation, confirm an address, change a password, ask for a
/// new one.
@ApplicationScoped
public class AccountRecovery {
    private final UserRepository users;
    private final AccountLinkRepository links;
    private final Passwords passwords;
    private final Outbox outbox;
    private final Clock clock;

    @Inject
    AccountRecovery(
            UserRepository users, AccountLinkRepository links, Passwords passwords, Outbox outbox, Clock clock) {
        this.users = users;
        this.links = links;
        this.passwords = passwords;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// Whom an invitation that still works is for.
    @Transactional(Transactional.TxType.MANDATORY)
    public User invited(Secret secret) {
        return working(secret, AccountLink.Purpose.INVITATION).user();
    }

    public void acceptInvitation(Secret secret, String password) {
        setPassword(secret, AccountLink.Purpose.INVITATION, password);
    }

    public void resetPassword(Secret secret, String password) {
        setPassword(secret, AccountLink.Purpose.PASSWORD_RESET, password);
    }

    @Transactional
    public void confirmEmail(Secret secret) {
        AccountLink link = working(secret, AccountLink.Purpose.EMAIL_CONFIRMATION);
        link.use(clock.instant());
        link.user().confirmEmail(clock.instant());
    }

    /// Says nothing about whether the address is known.
    @Transactional
    public void forgotPassword(String email) {
        users.findByEmail(email)
                .filter(User::active)
                .ifPresent(user -> outbox.publish(new AccountLinkRequested(
                        user.id(),
                        user.hasPassword() ? AccountLink.Purpose.PASSWORD_RESET : AccountLink.Purpose.INVITATION)));
    }

    /// Signs out everywhere, so a thief with the old password is out too.
    public void changePassword(UUID userId, String oldPassword, String newPassword) {
        String present = QuarkusTransaction.requiringNew()
                .call(() -> users.locked(userId).passwordHash());
        if (!passwords.matches(oldPassword, present)) {
            throw new ProblemException(Problem.WRONG_CREDENTIALS);
        }
        String hash = passwords.hash(newPassword);
        QuarkusTransaction.requiringNew().run(() -> users.locked(userId).acceptWith(hash, clock.instant()));
    }

    private void setPassword(Secret secret, AccountLink.Purpose purpose, String password) {
        QuarkusTransaction.requiringNew().run(() -> working(secret, purpose));
        String hash = passwords.hash(password);
        QuarkusTransaction.requiringNew().run(() -> {
            AccountLink link = working(secret, purpose);
            link.use(clock.instant());
            link.user().acceptWith(hash, clock.instant());
        });
    }

    private AccountLink working(Secret secret, AccountLink.Purpose purpose) {
        return links.findWorking(secret, purpose, clock.instant())
                .orElseThrow(() -> new ProblemException(Problem.INVITATION_INVALID));
    }
}
