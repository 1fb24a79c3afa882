package dev.voltaire.token;

import dev.voltaire.driver.Profile;
import dev.voltaire.identity.Caller;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.value.ContractId;
import dev.voltaire.value.PartyId;
import dev.voltaire.value.TokenUid;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Brings tokens into the world: virtual ones for a profile, cards into stock, cards from stock to a profile.
@ApplicationScoped
public class TokenIssuing {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final TokenRepository tokens;
    private final TokenChanges changes;
    private final Clock clock;
    private final PartyId provider;

    @Inject
    TokenIssuing(
            TokenRepository tokens,
            TokenChanges changes,
            Clock clock,
            @ConfigProperty(name = "voltaire.party", defaultValue = "NL-VLT") String provider) {
        this.tokens = tokens;
        this.changes = changes;
        this.clock = clock;
        this.provider = PartyId.parse(provider);
    }

    /// Works at once, so that the driver can charge before the card arrives.
    @Transactional
    public Token issueVirtual(Profile profile, Caller by) {
        Token token = Token.virtual(randomUid(), freeContractId(), clock.instant());
        store(token, by);
        attach(token, profile, by);
        activate(token, by);
        return token;
    }

    /// A card into the operator's stock. Without a contract id it gets a new one.
    @Transactional
    public Token stock(TokenUid uid, @Nullable ContractId contractId, @Nullable String visualNumber, Caller by) {
        if (tokens.findByUid(uid, TokenType.RFID).isPresent()) {
            throw new ProblemException(Problem.TOKEN_UID_ALREADY_USED);
        }
        if (contractId != null && tokens.findByContractId(contractId).isPresent()) {
            throw new ProblemException(Problem.ALREADY_EXISTS, contractId.dashed());
        }
        Token token =
                Token.card(uid, contractId == null ? freeContractId() : contractId, visualNumber, clock.instant());
        store(token, by);
        return token;
    }

    /// One working card per profile.
    @Transactional
    public void attach(Token token, Profile profile, Caller by) {
        if (token.kind() == Token.Kind.PHYSICAL && tokens.hasPhysical(profile)) {
            throw new ProblemException(Problem.PHYSICAL_TOKEN_EXISTS);
        }
        token.linkTo(profile, clock.instant());
        changes.record(token, TokenEvent.Cause.ATTACHED_TO_DRIVER, by);
    }

    @Transactional
    public void activate(Token token, Caller by) {
        token.activate(clock.instant());
        changes.record(token, TokenEvent.Cause.ACTIVATED, by);
    }

    private void store(Token token, Caller by) {
        tokens.persist(token);
        changes.record(token, TokenEvent.Cause.TOKEN_CREATED, by);
    }

    private ContractId freeContractId() {
        ContractId candidate = ContractId.random(provider);
        while (tokens.findByContractId(candidate).isPresent()) {
            candidate = ContractId.random(provider);
        }
        return candidate;
    }

    /// `DE` and six random bytes: seven bytes like a card's, but not of a card maker's range (those start with 04).
    static TokenUid randomUid() {
        byte[] bytes = new byte[6];
        RANDOM.nextBytes(bytes);
        return new TokenUid("DE" + HexFormat.of().withUpperCase().formatHex(bytes));
    }
}
