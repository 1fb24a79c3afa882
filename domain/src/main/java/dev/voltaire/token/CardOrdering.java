package dev.voltaire.token;

import dev.voltaire.audit.Audit;
import dev.voltaire.driver.Profile;
import dev.voltaire.driver.ProfileRepository;
import dev.voltaire.identity.Caller;
import dev.voltaire.organisation.OrganisationUnit;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/// Orders of cards, from the request to the letter box. A profile has one card: a new one is ordered only after the old
/// one was deactivated and no order for it is open.
@ApplicationScoped
public class CardOrdering {
    private final TokenRequestRepository requests;
    private final ProfileRepository profiles;
    private final TokenRepository tokens;
    private final TokenIssuing issuing;
    private final TokenBlocking blocking;
    private final Audit audit;
    private final Clock clock;
    private final BigDecimal cardPrice;

    @Inject
    CardOrdering(
            TokenRequestRepository requests,
            ProfileRepository profiles,
            TokenRepository tokens,
            TokenIssuing issuing,
            TokenBlocking blocking,
            Audit audit,
            Clock clock,
            @ConfigProperty(name = "voltaire.card.price", defaultValue = "0.00") BigDecimal cardPrice) {
        this.requests = requests;
        this.profiles = profiles;
        this.tokens = tokens;
        this.issuing = issuing;
        this.blocking = blocking;
        this.audit = audit;
        this.clock = clock;
        this.cardPrice = cardPrice;
    }

    @Transactional
    public TokenRequest order(List<UUID> profileIds, Caller by) {
        List<Profile> ordered =
                profileIds.stream().map(id -> profiles.get(id, by.reach())).toList();
        if (profileIds.stream().distinct().count() != profileIds.size()) {
            throw new ProblemException(Problem.PHYSICAL_TOKEN_EXISTS);
        }
        OrganisationUnit unit = ordered.getFirst().organisationUnit();
        for (Profile profile : ordered) {
            profile.mustBeActive();
            if (!profile.organisationUnit().id().equals(unit.id())) {
                throw ProblemException.invalid(List.of(new Violation("lines", "validation.one-unit")));
            }
            if (tokens.hasPhysical(profile) || requests.hasOpen(profile)) {
                throw new ProblemException(Problem.PHYSICAL_TOKEN_EXISTS);
            }
        }
        Money price = Money.of(CurrencyUnit.of(unit.currency().getCurrencyCode()), cardPrice, RoundingMode.HALF_UP)
                .multipliedBy(ordered.size());
        TokenRequest request =
                new TokenRequest(requests.nextNumber(), unit, price, ordered, by.name(), clock.instant());
        requests.persist(request);
        log("token-request-created", request);
        return request;
    }

    /// The lost card is deactivated for ever and a new one ordered.
    @Transactional
    public TokenRequest replace(UUID tokenId, Caller by) {
        Token lost = tokens.get(tokenId, by.reach());
        Profile profile = lost.profile();
        if (lost.kind() != Token.Kind.PHYSICAL || profile == null) {
            throw new ProblemException(Problem.WRONG_STATE, lost.visualNumber(), lost.kind());
        }
        blocking.deactivate(lost, by);
        tokens.flush();
        return order(List.of(profile.id()), by);
    }

    /// A card from stock becomes that of the line's profile; the driver activates it.
    @Transactional
    public TokenRequest fulfil(UUID requestId, UUID lineId, UUID tokenId, Caller by) {
        TokenRequest request = requests.get(requestId, by.reach());
        request.mustBe(TokenRequest.Status.REQUESTED);
        TokenRequestLine line = request.line(lineId);
        Token card = tokens.get(tokenId, by.reach());
        issuing.attach(card, line.profile(), by);
        line.fulfilWith(card);
        return request;
    }

    @Transactional
    public TokenRequest produced(UUID id, Caller by) {
        TokenRequest request = requests.get(id, by.reach());
        request.produced(clock.instant());
        log("token-request-produced", request);
        return request;
    }

    @Transactional
    public TokenRequest shipped(UUID id, @Nullable String trackingCode, Caller by) {
        TokenRequest request = requests.get(id, by.reach());
        request.shipped(trackingCode, clock.instant());
        log("token-request-shipped", request);
        return request;
    }

    @Transactional
    public TokenRequest delivered(UUID id, Caller by) {
        TokenRequest request = requests.get(id, by.reach());
        request.delivered(clock.instant());
        log("token-request-delivered", request);
        return request;
    }

    /// Cards made for it already are deactivated.
    @Transactional
    public TokenRequest cancel(UUID id, Caller by) {
        TokenRequest request = requests.get(id, by.reach());
        request.cancel(clock.instant());
        request.lines().stream()
                .map(TokenRequestLine::tokenId)
                .filter(tokenId -> tokenId != null)
                .map(tokens::findById)
                .filter(card -> card.status() != TokenStatus.INACTIVE)
                .forEach(card -> blocking.deactivate(card, by));
        log("token-request-cancelled", request);
        return request;
    }

    private void log(String action, TokenRequest request) {
        audit.record(
                action,
                "token-request",
                request.id(),
                request.organisationUnit().id(),
                Map.of("number", request.number(), "cards", request.lines().size()));
    }
}
