package dev.voltaire.token;

import dev.voltaire.driver.Profile;
import dev.voltaire.driver.ProfileRepository;
import dev.voltaire.identity.AttemptLimit;
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
import java.util.List;
import java.util.UUID;

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
    private final AttemptLimit<UUID> attempts;

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
        this.attempts = new AttemptLimit<>(ATTEMPTS, WINDOW, clock);
    }

    /// @return the id of the activated token
    public UUID activate(String printed, Caller.SignedIn driver) {
        attempts.count(driver.userId());
        ContractId number = ContractId.parse(printed)
                .orElseThrow(() -> ProblemException.invalid(List.of(new Violation("code", "validation.contract-id"))));
        // A card in stock lies outside every driver's reach.
        UUID activated =
                current.asSystem(() -> QuarkusTransaction.requiringNew().call(() -> activate(number, driver)));
        attempts.forget(driver.userId());
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
}
