package dev.voltaire.ocpi.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.distribution.OfferedTokens;
import dev.voltaire.distribution.OfferedTokens.Offer;
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
import dev.voltaire.token.TokenType;
import dev.voltaire.value.PartyId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Our tokens for partners to read, and the real-time question whether one may charge.
@ApplicationScoped
class TokensSender implements OcpiModule {
    private static final int MOST_PER_PAGE = 1_000;

    private final OfferedTokens offered;
    private final TokenDistributions distributions;
    private final Authorisation authorisation;
    private final OwnParty self;
    private final Clock clock;

    @Inject
    TokensSender(
            OfferedTokens offered,
            TokenDistributions distributions,
            Authorisation authorisation,
            OwnParty self,
            Clock clock) {
        this.offered = offered;
        this.distributions = distributions;
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
        Offer offer = offered.list(paging.from(), paging.to(), paging.offset(), paging.limit(), clock.instant());
        distributions.pulled(request.partner().id(), offer.tokens());
        return paging.reply(
                request,
                offer.tokens().stream()
                        .map(token -> TokenMapping.write(request.version(), token, self))
                        .toList(),
                offer.total());
    }

    private OcpiReply authorise(OcpiRequest request, String uid) {
        OcpiObject location = location(request);
        PartyId asking = request.sender().orElse(self.party());
        AuthorisationDecision decision = authorisation.decide(new AuthorisationRequest(
                uid,
                type(request),
                new AuthorisationRequest.Roaming(asking, location == null ? null : location.text("location_id")),
                clock.instant()));
        Dialect dialect = Dialects.of(request.version());
        return switch (decision) {
            case Allowed allowed ->
                OcpiReply.ok(dialect.authorisation(
                        "ALLOWED",
                        allowed.token(),
                        self,
                        location == null ? null : location.node(),
                        allowed.authorisationReference()));
            case Refused refused
            when refused.token() != null && refused.reason() != Reason.UNKNOWN ->
                OcpiReply.ok(dialect.authorisation(refused.reason().name(), refused.token(), self, null, null));
            case Refused unknown -> throw OcpiFailure.notFound(OcpiStatus.UNKNOWN_TOKEN, "Unknown token");
        };
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

    /// 2.1.1 names the parameter `token_type`, and its partners keep doing so. Without it a card is meant first.
    private static @Nullable TokenType type(OcpiRequest request) {
        String given = request.parameter("type") == null ? request.parameter("token_type") : request.parameter("type");
        if (given == null || given.isEmpty()) {
            return null;
        }
        String name = given.strip().toUpperCase(Locale.ROOT);
        for (TokenType type : TokenType.values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        throw OcpiFailure.notFound(OcpiStatus.UNKNOWN_TOKEN, "Unknown token");
    }
}
