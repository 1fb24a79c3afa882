package dev.voltaire.identity;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Hashes and checks passwords with Argon2id (19 MiB, two passes unless configured otherwise: RFC 9106, OWASP). Each
/// takes about 50 ms of a core, so they run on few platform threads with a short queue; a flood of sign-ins is refused
/// instead of starving the rest. A hash says what it was made with, so a change of the cost leaves old ones valid.
@ApplicationScoped
public class Passwords {
    private static final int SHORTEST = 10;
    private static final int LONGEST = 200;
    private static final int HASH_LENGTH = 32;

    private final Argon2Function argon2;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            1,
            Math.max(1, Runtime.getRuntime().availableProcessors()),
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(100),
            Thread.ofPlatform().name("password-", 0).daemon().factory());

    /// What an unknown user's password is compared with, so that the answer takes as long as for a known one.
    private final String nobodysHash;

    /// @param memoryKib memory per hash
    /// @param passes over it
    @Inject
    Passwords(
            @ConfigProperty(name = "voltaire.passwords.memory-kib", defaultValue = "19456") int memoryKib,
            @ConfigProperty(name = "voltaire.passwords.passes", defaultValue = "2") int passes) {
        this.argon2 = Argon2Function.getInstance(memoryKib, passes, 1, HASH_LENGTH, Argon2.ID);
        this.nobodysHash = hashHere(Secret.random().text());
    }

    public String hash(String password) {
        if (password.length() < SHORTEST || password.length() > LONGEST) {
            throw new ProblemException(Problem.PASSWORD_TOO_WEAK, SHORTEST, LONGEST);
        }
        return run(() -> hashHere(password));
    }

    /// False when there is no hash, after the same time.
    public boolean matches(String password, @Nullable String hash) {
        if (password.length() > LONGEST) {
            return false;
        }
        String compared = hash == null ? nobodysHash : hash;
        boolean matches =
                run(() -> Password.check(password, compared).with(Argon2Function.getInstanceFromHash(compared)));
        return matches && hash != null;
    }

    private String hashHere(String password) {
        return Password.hash(password).addRandomSalt(16).with(argon2).getResult();
    }

    private <T> T run(Callable<T> work) {
        try {
            return threads.submit(work).get();
        } catch (RejectedExecutionException flood) {
            throw ProblemException.because(flood, Problem.TOO_MANY_REQUESTS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw ProblemException.because(interrupted, Problem.UNAVAILABLE);
        } catch (ExecutionException failure) {
            throw new IllegalStateException(failure.getCause());
        }
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }
}
