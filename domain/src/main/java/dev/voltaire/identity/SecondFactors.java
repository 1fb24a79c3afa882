package dev.voltaire.identity;

import dev.voltaire.audit.Audit;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Turning the second factor of the own account on and off. It is asked for at every sign-in once a code of the device
/// has confirmed it.
@ApplicationScoped
public class SecondFactors {
    private static final int SECRET_BYTES = 20;
    private static final int RECOVERY_CODES = 10;
    private static final int CODE_LENGTH = 10;
    /// Without those that look alike: 32^10 codes, 50 bits.
    private static final String CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecondFactorRepository factors;
    private final UserRepository users;
    private final Seal seal;
    private final Audit audit;
    private final Clock clock;

    @Inject
    SecondFactors(SecondFactorRepository factors, UserRepository users, Seal seal, Audit audit, Clock clock) {
        this.factors = factors;
        this.users = users;
        this.seal = seal;
        this.audit = audit;
        this.clock = clock;
    }

    /// Whether it is on, and how many recovery codes are left.
    public record State(boolean on, int recoveryCodesLeft) {}

    @Transactional
    public State state(UUID userId) {
        boolean on = factors.isOn(userId);
        return new State(on, on ? factors.codesLeft(userId) : 0);
    }

    /// A new secret for the device. One that was never confirmed is replaced.
    ///
    /// @return the secret, 20 bytes
    /// @throws ProblemException WRONG_STATE when it is on: it must be turned off first
    @Transactional
    public byte[] enrol(Caller.SignedIn caller) {
        users.locked(caller.userId());
        if (factors.isOn(caller.userId())) {
            throw new ProblemException(Problem.WRONG_STATE, caller.label(), "ON");
        }
        factors.forget(caller.userId());
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        factors.persist(new SecondFactor(caller.userId(), seal.seal(secret, caller.userId()), clock.instant()));
        return secret;
    }

    /// Turns it on with a code of the device.
    ///
    /// @return recovery codes, shown this once
    /// @throws ProblemException WRONG_STATE without a secret or when it is on; SECOND_FACTOR_WRONG
    @Transactional
    public List<String> confirm(String code, Caller.SignedIn caller) {
        SecondFactor factor = factors.locked(caller.userId())
                .filter(found -> !found.isConfirmed())
                .orElseThrow(() -> new ProblemException(Problem.WRONG_STATE, caller.label(), "NOT_ENROLLED"));
        if (!accepts(factor, code)) {
            throw new ProblemException(Problem.SECOND_FACTOR_WRONG);
        }
        factor.confirm(clock.instant());
        log("second-factor-turned-on", caller.userId());
        return newCodes(caller.userId());
    }

    /// New recovery codes instead of the old ones.
    @Transactional
    public List<String> renewCodes(String code, Caller.SignedIn caller) {
        mustPass(code, caller);
        log("recovery-codes-renewed", caller.userId());
        return newCodes(caller.userId());
    }

    @Transactional
    public void turnOff(String code, Caller.SignedIn caller) {
        mustPass(code, caller);
        factors.forget(caller.userId());
        log("second-factor-turned-off", caller.userId());
    }

    /// For somebody who lost device and codes, by whoever manages the account.
    @Transactional
    public void reset(User user) {
        factors.forget(user.id());
        user.signOutEverywhere();
        log("second-factor-reset", user.id());
    }

    boolean isOn(UUID userId) {
        return factors.isOn(userId);
    }

    /// A code of the device, or a recovery code. Changes what it accepts, so the caller commits.
    boolean passes(UUID userId, String code) {
        SecondFactor factor = factors.locked(userId).orElse(null);
        if (factor == null || !factor.isConfirmed()) {
            return true;
        }
        return accepts(factor, code) || factors.useCode(userId, hash(code), clock.instant());
    }

    /// What is used is sealed with the present key from then on.
    private boolean accepts(SecondFactor factor, String code) {
        return seal.open(factor.sealed(), factor.userId())
                .filter(secret -> factor.accepts(digits(code), secret, clock.instant()))
                .map(secret -> {
                    if (!seal.isCurrent(factor.sealed())) {
                        factor.reseal(seal.seal(secret, factor.userId()));
                    }
                    return true;
                })
                .orElse(false);
    }

    private void mustPass(String code, Caller.SignedIn caller) {
        if (!factors.isOn(caller.userId())) {
            throw new ProblemException(Problem.WRONG_STATE, caller.label(), "OFF");
        }
        if (!passes(caller.userId(), code)) {
            throw new ProblemException(Problem.SECOND_FACTOR_WRONG);
        }
    }

    private List<String> newCodes(UUID userId) {
        List<String> codes =
                Stream.generate(SecondFactors::randomCode).limit(RECOVERY_CODES).toList();
        factors.replaceCodes(userId, codes.stream().map(SecondFactors::hash).toList());
        return codes;
    }

    private static String randomCode() {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < CODE_LENGTH; i++) {
            if (i == CODE_LENGTH / 2) {
                code.append('-');
            }
            code.append(CODE_LETTERS.charAt(RANDOM.nextInt(CODE_LETTERS.length())));
        }
        return code.toString();
    }

    private static byte[] hash(String code) {
        return new Secret(code.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT)).hash();
    }

    private static String digits(String code) {
        return code.replaceAll("\\s", "");
    }

    private void log(String action, UUID userId) {
        audit.record(action, "user", userId, unitOf(userId), Map.of());
    }

    private @Nullable UUID unitOf(UUID userId) {
        User user = users.findById(userId);
        return user == null
                ? null
                : user.organisationUnitIds().stream().findFirst().orElse(null);
    }
}
