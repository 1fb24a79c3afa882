package dev.voltaire.token;

import dev.voltaire.driver.Profile;
import dev.voltaire.driver.ProfileRepository;
import dev.voltaire.identity.Caller;
import dev.voltaire.identity.CurrentCaller;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.problem.Violation;
import dev.voltaire.value.ContractId;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A driver types the number printed on a card. A card that is somebody else's looks like one that does not exist, and
/// guessing is slowed down.
@ApplicationScoped
public class CardActivation {
    private static final int ATTEMPTS = 5;
    private static final Duration WINDOW = Duration.ofMinutes(10);

    private final TokenRepository tokens;
    private final ProfileRepository profiles;
    private final TokenIssuing issuing;
    private final CurrentCaller current;
    private final Clock clock;
    private final Map<UUID, Deque<Instant>> attempts = new ConcurrentHashMap<>();

    @Inject
    CardActivation(
            TokenRepository tokens,
            ProfileRepository profiles,
            TokenIssuing issuing,
            CurrentCaller current,
            Clock clock) {
        this.tokens = tokens;
        this.profiles = profiles;
        this.issuing = issuing;
        this.current = current;
        this.clock = clock;
    }

    /// @return the id of the activated token
    public UUID activate(String printed, Caller.SignedIn driver) {
        slowDown(driver.userId());
        ContractId number = ContractId.parse(printed)
                .orElseThrow(() -> ProblemException.invalid(List.of(new Violation("code", "validation.contract-id"))));
        // A card in stock lies outside every driver's reach.
        UUID activated =
                current.asSystem(() -> QuarkusTransaction.requiringNew().call(() -> activate(number, driver)));
        attempts.remove(driver.userId());
        return activated;
    }

    private UUID activate(ContractId number, Caller.SignedIn driver) {
        Token token = tokens.findByContractId(number).orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
        Profile holder = token.profile();
        boolean mine = holder != null && holder.user().id().equals(driver.userId());
        switch (token.status()) {
            case AVAILABLE -> {
                issuing.attach(token, activeProfile(driver), driver);
                issuing.activate(token, driver);
            }
            case LINKED -> {
                if (!mine) {
                    throw new ProblemException(Problem.NOT_FOUND);
                }
                issuing.activate(token, driver);
            }
            case ACTIVE, BLOCKED, INACTIVE -> {
                if (!mine) {
                    throw new ProblemException(Problem.NOT_FOUND);
                }
                throw new ProblemException(Problem.WRONG_STATE, token.visualNumber(), token.status());
            }
        }
        return token.id();
    }

    private Profile activeProfile(Caller.SignedIn driver) {
        return profiles.activeOf(driver.userId()).orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    /// On each node by itself, which multiplies the attempts by the number of nodes: still too few to guess.
    private void slowDown(UUID userId) {
        Instant now = clock.instant();
        if (attempts.size() > 100_000) {
            attempts.clear();
        }
        attempts.compute(userId, (id, earlier) -> counted(earlier, now));
    }

    private static Deque<Instant> counted(@Nullable Deque<Instant> earlier, Instant now) {
        Deque<Instant> recent = earlier == null ? new ArrayDeque<>() : earlier;
        while (!recent.isEmpty() && recent.getFirst().plus(WINDOW).isBefore(now)) {
            recent.removeFirst();
        }
        if (recent.size() >= ATTEMPTS) {
            throw new ProblemException(Problem.TOO_MANY_REQUESTS);
        }
        recent.addLast(now);
        return recent;
    }
}
