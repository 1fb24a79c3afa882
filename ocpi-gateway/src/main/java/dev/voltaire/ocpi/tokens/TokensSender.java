package dev.voltaire.ocpi.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.distribution.OfferedTokens;
import dev.voltaire.distribution.OfferedTokens.Offer;
import dev.voltaire.distribution.OfferedTokens.Wanted;
import dev.voltaire.distribution.TokenDistributions;
import dev.voltaire.ocpi.dialect.Dialect;
import dev.voltaire.ocpi.dialect.Dialects;
import dev.voltaire.ocpi.http.OcpiFailure;
import dev.voltaire.ocpi.http.OcpiModule;
import dev.voltaire.ocpi.http.OcpiObject;
import dev.voltaire.ocpi.http.OcpiReply;
import dev.voltaire.ocpi.http.OcpiRequest;
import dev.voltaire.ocpi.http.OcpiStatus;
import dev.voltaire.ocpi.http.OwnParty;
import dev.voltaire.ocpi.http.Paging;
import dev.voltaire.partner.PartnerEndpoint.Side;
import dev.voltaire.partner.ProtocolVersion;
import dev.voltaire.token.Authorisation;
import dev.voltaire.token.AuthorisationDecision;
import dev.voltaire.token.AuthorisationDecision.Allowed;
import dev.voltaire.token.AuthorisationDecision.Reason;
import dev.voltaire.token.AuthorisationDecision.Refused;
import dev.voltaire.token.AuthorisationRequest;
import dev.voltaire.token.KnownToken;
import dev.voltaire.token.KnownTokens;
import dev.voltaire.token.TokenType;
import dev.voltaire.value.PartyId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Our tokens for partners to read, and the real-time question whether one may charge.
@ApplicationScoped
class TokensSender implements OcpiModule {
    private static final int MOST_PER_PAGE = 1_000;

    /// The type of token by which a car names its contract (OCPI 2.3.0, TokenType).
    private static final String CONTRACT = "EMAID";

    private final OfferedTokens offered;
    private final TokenDistributions distributions;
    private final KnownTokens tokens;
    private final Authorisation authorisation;
    private final OwnParty self;
    private final Clock clock;

    @Inject
    TokensSender(
            OfferedTokens offered,
            TokenDistributions distributions,
            KnownTokens tokens,
            Authorisation authorisation,
            OwnParty self,
            Clock clock) {
        this.offered = offered;
        this.distributions = distributions;
        this.tokens = tokens;
        this.authorisation = authorisation;
        this.self = self;
        this.clock = clock;
    }

    @Override
    public String identifier() {
        return "tokens";
    }

    @Override
    public Side side() {
        return Side.SENDER;
    }

    @Override
    public Set<ProtocolVersion> versions() {
        return EnumSet.allOf(ProtocolVersion.class);
    }

    @Override
    public OcpiReply handle(OcpiRequest request) {
        List<String> path = request.path();
        if (path.isEmpty()) {
            return switch (request.method()) {
                case GET -> list(request);
                case POST, PUT, PATCH, DELETE ->
                    throw OcpiFailure.methodNotAllowed("Tokens belong to us and are read with GET");
            };
        }
        if (path.size() == 2 && path.get(1).equals("authorize")) {
            return switch (request.method()) {
                case POST -> authorise(request, path.getFirst());
                case GET, PUT, PATCH, DELETE ->
                    throw OcpiFailure.methodNotAllowed("An authorisation is asked for with POST");
            };
        }
        throw OcpiFailure.notFound("There is nothing at this address");
    }

    private OcpiReply list(OcpiRequest request) {
        Paging paging = Paging.read(request, MOST_PER_PAGE);
        Wanted wanted = new Wanted(
                paging.from(), paging.to(), request.partner().settings().cardsOnly());
        Offer offer = offered.list(wanted, paging.offset(), paging.limit());
        distributions.pulled(request.partner().id(), offer.tokens());
        return paging.reply(
                request,
                offer.tokens().stream()
                        .map(token -> TokenMapping.write(request.version(), token, self))
                        .toList(),
                offer.total());
    }

    private OcpiReply authorise(OcpiRequest request, String named) {
        OcpiObject location = location(request);
        PartyId asking = request.sender().orElse(self.party());
        String type = type(request);
        Instant now = clock.instant();
        boolean byContract = CONTRACT.equals(type);
        Optional<KnownToken> holder = byContract ? tokens.byContract(named, now) : Optional.empty();
        if (byContract && holder.isEmpty()) {
            throw unknown();
        }
        AuthorisationDecision decision = authorisation.decideTogether(new AuthorisationRequest(
                holder.map(token -> token.uid().canonical()).orElse(named),
                holder.map(KnownToken::type).orElseGet(() -> tokenType(type)),
                new AuthorisationRequest.Roaming(
                        asking, location == null ? null : location.text("location_id"), evse(location)),
                now));
        Dialect dialect = Dialects.of(request.version());
        return switch (decision) {
            case Allowed allowed ->
                OcpiReply.ok(dialect.authorisation(
                        "ALLOWED",
                        object(dialect, allowed.token(), byContract),
                        location == null ? null : location.node(),
                        allowed.authorisationReference()));
            case Refused refused
            when refused.reason() == Reason.PLACE_NEEDED ->
                throw OcpiFailure.refused(
                        OcpiStatus.NOT_ENOUGH_INFORMATION, "Where: location_id and evse_uids are needed");
            case Refused refused
            when refused.token() != null && refused.reason() != Reason.UNKNOWN ->
                OcpiReply.ok(dialect.authorisation(
                        refused.reason().name(), object(dialect, refused.token(), byContract), null, null));
            case Refused unknown -> throw unknown();
        };
    }

    private Object object(Dialect dialect, KnownToken token, boolean byContract) {
        return byContract ? dialect.contractToken(token, self) : dialect.token(token, self);
    }

    private static OcpiFailure unknown() {
        return OcpiFailure.notFound(OcpiStatus.UNKNOWN_TOKEN, "Unknown token");
    }

    /// The LocationReferences are optional; many partners send none, an empty object or null.
    private static @Nullable OcpiObject location(OcpiRequest request) {
        if (request.body().length == 0) {
            return null;
        }
        JsonNode body = request.json();
        if (body.isNull() || body.isEmpty()) {
            return null;
        }
        OcpiObject location = OcpiObject.of(body);
        location.requiredText("location_id");
        return location;
    }

    /// Which one is meant, when only one is named.
    private static @Nullable String evse(@Nullable OcpiObject location) {
        JsonNode named = location == null ? null : location.node().path("evse_uids");
        return named != null && named.size() == 1 ? named.get(0).textValue() : null;
    }

    /// 2.1.1 names the parameter `token_type`, and its partners keep doing so.
    private static @Nullable String type(OcpiRequest request) {
        String given = request.parameter("type") == null ? request.parameter("token_type") : request.parameter("type");
        return given == null || given.isEmpty() ? null : given.strip().toUpperCase(Locale.ROOT);
    }

    /// Without one a card is meant first.
    private static @Nullable TokenType tokenType(@Nullable String name) {
        if (name == null) {
            return null;
        }
        for (TokenType type : TokenType.values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        throw unknown();
    }
}
