package dev.voltaire.token;

import dev.voltaire.driver.Profile;
import dev.voltaire.driver.ProfileRepository;
import dev.voltaire.identity.Caller;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.value.ContractId;
import dev.voltaire.value.ExpectedVersion;
import dev.voltaire.value.PartyId;
import dev.voltaire.value.TokenUid;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Brings tokens into the world: virtual ones for a profile, cards into stock, cards from stock to a profile.
@ApplicationScoped
public class TokenIssuing {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final TokenRepository tokens;
    private final ProfileRepository profiles;
    private final TokenChanges changes;
    private final Clock clock;
    private final PartyId provider;

    @Inject
    TokenIssuing(
            TokenRepository tokens,
            ProfileRepository profiles,
            TokenChanges changes,
            Clock clock,
            @ConfigProperty(name = "voltaire.party", defaultValue = "NL-VLT") String provider) {
        this.tokens = tokens;
        this.profiles = profiles;
        this.changes = changes;
        this.clock = clock;
        this.provider = PartyId.parse(provider);
    }

    /// Works at once, so that the driver can charge before the card arrives.
    @Transactional
    public Token issueVirtual(Profile profile, Caller by) {
        Token token = Token.virtual(randomUid(), freeContractId(), clock.instant());
        token.linkTo(profile, clock.instant());
        store(token, by);
        changes.record(token, TokenEvent.Cause.ATTACHED_TO_DRIVER, by);
        activate(token, by);
        return token;
    }

    /// A card into the operator's stock. Without a contract id it gets a new one.
    @Transactional
    public Token stock(TokenUid uid, @Nullable ContractId contractId, @Nullable String visualNumber, Caller by) {
        Token token = card(uid, contractId, visualNumber);
        store(token, by);
        return token;
    }

    private Token card(TokenUid uid, @Nullable ContractId contractId, @Nullable String visualNumber) {
        if (tokens.findByUid(uid, TokenType.RFID).isPresent()) {
            throw new ProblemException(Problem.TOKEN_UID_ALREADY_USED);
        }
        if (contractId != null && tokens.findByContractId(contractId).isPresent()) {
            throw new ProblemException(Problem.ALREADY_EXISTS, contractId.dashed());
        }
        return Token.card(uid, contractId == null ? freeContractId() : contractId, visualNumber, clock.instant());
    }

    /// One working card per profile.
    @Transactional
    public void attach(Token token, Profile profile, Caller by) {
        if (token.kind() == Token.Kind.PHYSICAL) {
            onlyOneCard(profile);
        }
        token.linkTo(profile, clock.instant());
        changes.record(token, TokenEvent.Cause.ATTACHED_TO_DRIVER, by);
    }

    @Transactional
    public void activate(Token token, Caller by) {
        token.activate(clock.instant());
        changes.record(token, TokenEvent.Cause.ACTIVATED, by);
    }

    /// A card registered for a profile at once; only the operator registers one without.
    @Transactional
    public Token register(
            TokenUid uid,
            @Nullable ContractId contractId,
            @Nullable String visualNumber,
            @Nullable UUID profileId,
            Caller by) {
        if (profileId == null) {
            if (!by.isOperator()) {
                throw new ProblemException(Problem.ACCESS_DENIED);
            }
            return stock(uid, contractId, visualNumber, by);
        }
        Profile profile = profiles.get(profileId, by.reach());
        onlyOneCard(profile);
        Token token = card(uid, contractId, visualNumber);
        token.linkTo(profile, clock.instant());
        store(token, by);
        changes.record(token, TokenEvent.Cause.ATTACHED_TO_DRIVER, by);
        activate(token, by);
        return token;
    }

    /// Gives a card from stock to a profile, ready to charge.
    @Transactional
    public Token assign(UUID tokenId, UUID profileId, Caller by) {
        Token token = tokens.findByIdOptional(tokenId).orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
        attach(token, profiles.get(profileId, by.reach()), by);
        activate(token, by);
        return token;
    }

    @Transactional
    public Token change(
            UUID tokenId,
            ExpectedVersion expected,
            @Nullable Instant validFrom,
            @Nullable Instant validUntil,
            Whitelist whitelist,
            @Nullable String externalId,
            Caller by) {
        Token token = tokens.get(tokenId, by.reach());
        expected.mustBe(token.revision());
        token.knownAs(externalId);
        boolean otherValidity =
                !Objects.equals(validFrom, token.validFrom()) || !Objects.equals(validUntil, token.validUntil());
        if (otherValidity) {
            token.validBetween(validFrom, validUntil, clock.instant());
        }
        boolean otherRule = whitelist != token.whitelist();
        if (otherRule) {
            token.offlineRule(whitelist, clock.instant());
        }
        if (otherValidity) {
            changes.record(token, TokenEvent.Cause.VALIDITY_CHANGED, by);
        } else if (otherRule) {
            changes.publish(token);
        }
        tokens.flush();
        return token;
    }

    private void onlyOneCard(Profile profile) {
        if (tokens.hasPhysical(profile)) {
            throw new ProblemException(Problem.PHYSICAL_TOKEN_EXISTS);
        }
    }

    /// A token with a profile is linked before it is stored: row-level security lets a manager insert no card in stock.
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
