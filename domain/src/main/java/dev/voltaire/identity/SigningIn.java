package dev.voltaire.identity;

import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// From a password to a session, and on from refresh token to refresh token. What a failure changes (a counted attempt,
/// a revoked family) is committed before the failure is reported; no connection is held while a password is checked.
@ApplicationScoped
public class SigningIn {
    private final UserRepository users;
    private final RefreshTokenRepository refreshTokens;
    private final Passwords passwords;
    private final SecondFactors secondFactors;
    private final Clock clock;

    @Inject
    SigningIn(
            UserRepository users,
            RefreshTokenRepository refreshTokens,
            Passwords passwords,
            SecondFactors secondFactors,
            Clock clock) {
        this.users = users;
        this.refreshTokens = refreshTokens;
        this.passwords = passwords;
        this.secondFactors = secondFactors;
        this.clock = clock;
    }

    /// Somebody who is signed in: who, and the secret that continues the session.
    ///
    /// @param until when the session ends unless it is continued
    public record Session(User user, Secret refreshToken, Instant until) {}

    private record Account(
            UUID id, @Nullable String passwordHash, boolean locked, boolean mayEnter, boolean secondFactor) {}

    /// A wrong password, an unknown address and an inactive account look the same to the caller. Whether there is a
    /// second factor is told only to whoever knows the password; a wrong code counts like a wrong password.
    ///
    /// @param code of the second factor, or a recovery code
    /// @param remembered on this device: the session lasts a month without use instead of half a day
    public Session withPassword(String email, String password, @Nullable String code, boolean remembered) {
        Instant now = clock.instant();
        Optional<Account> account = QuarkusTransaction.requiringNew()
                .call(() -> users.findByEmail(email)
                        .map(user -> new Account(
                                user.id(),
                                user.passwordHash(),
                                user.isLocked(now),
                                user.active(),
                                secondFactors.isOn(user.id()))));
        boolean matches =
                passwords.matches(password, account.map(Account::passwordHash).orElse(null));
        if (account.isEmpty()) {
            throw new ProblemException(Problem.WRONG_CREDENTIALS);
        }
        Account known = account.get();
        if (known.locked()) {
            throw new ProblemException(Problem.ACCOUNT_LOCKED);
        }
        if (!matches) {
            QuarkusTransaction.requiringNew().run(() -> users.locked(known.id()).loginFailed(clock.instant()));
            throw new ProblemException(Problem.WRONG_CREDENTIALS);
        }
        if (!known.mayEnter()) {
            throw new ProblemException(Problem.WRONG_CREDENTIALS);
        }
        if (known.secondFactor() && code == null) {
            throw new ProblemException(Problem.SECOND_FACTOR_REQUIRED);
        }
        return QuarkusTransaction.requiringNew()
                .call(() -> enter(known, code, remembered))
                .orElseThrow(() -> new ProblemException(Problem.SECOND_FACTOR_REQUIRED));
    }

    /// Empty when the code is wrong, which is counted.
    private Optional<Session> enter(Account known, @Nullable String code, boolean remembered) {
        User user = users.locked(known.id());
        if (known.secondFactor() && (code == null || !secondFactors.passes(known.id(), code))) {
            user.loginFailed(clock.instant());
            return Optional.empty();
        }
        user.loginSucceeded(clock.instant());
        return Optional.of(open(user, UUID.randomUUID(), remembered));
    }

    /// The secret works once; the session continues with the one returned.
    public Session withRefreshToken(Secret secret) {
        Optional<Session> session = QuarkusTransaction.requiringNew().call(() -> refresh(secret));
        return session.orElseThrow(() -> new ProblemException(Problem.REFRESH_TOKEN_INVALID));
    }

    private Optional<Session> refresh(Secret secret) {
        Instant now = clock.instant();
        Optional<RefreshToken> found = refreshTokens.findLocked(secret);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        RefreshToken token = found.get();
        if (token.wasUsed()) {
            refreshTokens.revokeFamily(token.familyId(), now);
            return Optional.empty();
        }
        User user = users.findById(token.userId());
        if (user == null || !token.worksFor(user, now)) {
            return Optional.empty();
        }
        token.use(now);
        return Optional.of(open(user, token.familyId(), token.remembered()));
    }

    /// Ends the session the secret belongs to; an unknown secret is no error.
    public void leave(Secret secret) {
        QuarkusTransaction.requiringNew()
                .run(() -> refreshTokens
                        .findLocked(secret)
                        .ifPresent(token -> refreshTokens.revokeFamily(token.familyId(), clock.instant())));
    }

    private Session open(User user, UUID familyId, boolean remembered) {
        Secret secret = Secret.random();
        RefreshToken token = new RefreshToken(user, familyId, secret, remembered, clock.instant());
        refreshTokens.persist(token);
        return new Session(user, secret, token.expiresAt());
    }
}
