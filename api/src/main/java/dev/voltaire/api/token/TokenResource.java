package dev.voltaire.api.token;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.api.http.MergePatch;
import dev.voltaire.api.http.Versioned;
import dev.voltaire.listing.Page;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.problem.Violation;
import dev.voltaire.token.Token;
import dev.voltaire.token.TokenBlocking;
import dev.voltaire.token.TokenEvent;
import dev.voltaire.token.TokenEventRepository;
import dev.voltaire.token.TokenIssuing;
import dev.voltaire.token.TokenRepository;
import dev.voltaire.token.TokenStatus;
import dev.voltaire.token.Whitelist;
import dev.voltaire.value.CardUid;
import dev.voltaire.value.ContractId;
import dev.voltaire.value.ExpectedVersion;
import dev.voltaire.value.TokenUid;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// Cards and virtual tokens.
@Path("/api/v1/tokens")
@Tag(name = "Tokens")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class TokenResource {
    private final SignedInCaller caller;
    private final TokenRepository tokens;
    private final TokenEventRepository events;
    private final TokenIssuing issuing;
    private final TokenBlocking blocking;
    private final MergePatch patches;

    @Inject
    TokenResource(
            SignedInCaller caller,
            TokenRepository tokens,
            TokenEventRepository events,
            TokenIssuing issuing,
            TokenBlocking blocking,
            MergePatch patches) {
        this.caller = caller;
        this.tokens = tokens;
        this.events = events;
        this.issuing = issuing;
        this.blocking = blocking;
        this.patches = patches;
    }

    /// A card to register.
    @Schema(name = "CardRequest")
    public record Card(
            @NotBlank
            @Size(max = 40)
            @Schema(examples = "04A1B2C3D4E5F6", description = "4, 7, 8 or 10 bytes, hexadecimal")
            String uid,

            @Nullable @Size(max = 40) @Schema(description = "EMA-ID; absent: a new one")
            String contractId,

            @Nullable @Size(max = 64) @Schema(description = "As printed; absent: the EMA-ID")
            String visualNumber,

            @Nullable @Schema(description = "Absent: into the operator's stock")
            UUID profileId) {}

    /// Which profile a card from stock goes to.
    @Schema(name = "CardAssignment")
    public record Assignment(@NotNull UUID profileId) {}

    /// What can be edited.
    @Schema(name = "TokenChange")
    public record Change(
            @Nullable Instant validFrom,
            @Nullable Instant validUntil,

            @NotNull @Schema(description = "When partners may let it charge without asking")
            Whitelist whitelist,

            @Nullable @Size(max = 100) String externalId) {

        static Change of(Token token) {
            return new Change(token.validFrom(), token.validUntil(), token.whitelist(), token.externalId());
        }
    }

    /// The confirmation of something irreversible.
    @Schema(name = "Deactivation")
    public record Deactivation(
            @Schema(description = "Must be true") boolean confirm) {}

    /// A line of the history.
    @Schema(name = "TokenEvent")
    public record Event(UUID id, TokenStatus status, TokenEvent.Cause cause, String actor, Instant at) {}

    @GET
    @Operation(
            summary = "List tokens",
            description = "Sort: visualNumber, status, profile, validFrom, validUntil, createdAt.")
    @Parameter(name = "type", in = ParameterIn.QUERY)
    @Parameter(name = "kind", in = ParameterIn.QUERY)
    @Parameter(name = "status", in = ParameterIn.QUERY, description = "One or more, comma-separated")
    @Parameter(name = "orgUnitId", in = ParameterIn.QUERY, description = "The unit and those below it")
    @Parameter(name = "profileId", in = ParameterIn.QUERY)
    @Parameter(name = "validFromFrom", in = ParameterIn.QUERY)
    @Parameter(name = "validFromTo", in = ParameterIn.QUERY)
    @Parameter(name = "validUntilFrom", in = ParameterIn.QUERY)
    @Parameter(name = "validUntilTo", in = ParameterIn.QUERY)
    @Parameter(name = "createdFrom", in = ParameterIn.QUERY)
    @Parameter(name = "createdTo", in = ParameterIn.QUERY)
    public Page<TokenBody.Row> list(@BeanParam ListParameters parameters) {
        return tokens.list(parameters.toRequest(), caller.get().scope())
                .map(token -> TokenBody.Row.of(token, caller.get()));
    }

    @POST
    @RolesAllowed({"ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
    @Transactional
    @Operation(
            summary = "Register a card",
            description = "For a profile, active at once; without one (operator only) into stock.")
    @APIResponse(
            responseCode = "201",
            description = "Registered",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = TokenBody.class)))
    @APIResponse(responseCode = "409", description = "token-uid-already-used, already-exists, physical-token-exists")
    public RestResponse<TokenBody> register(@Valid @NotNull Card card) {
        List<Violation> violations = new ArrayList<>();
        if (!CardUid.isRegistrable(card.uid())) {
            violations.add(new Violation("uid", "validation.uid"));
        }
        String number = card.contractId();
        ContractId contractId = number == null ? null : ContractId.parse(number).orElse(null);
        if (number != null && contractId == null) {
            violations.add(new Violation("contractId", "validation.contract-id"));
        }
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
        Token token = issuing.register(
                new TokenUid(card.uid()), contractId, card.visualNumber(), card.profileId(), caller.get());
        tokens.flush();
        return Versioned.created(body(token), URI.create("/api/v1/tokens/" + token.id()));
    }

    @GET
    @Path("/{id}")
    @Transactional
    @Operation(summary = "One token")
    @APIResponseSchema(TokenBody.class)
    @APIResponse(responseCode = "404", description = "not-found")
    public TokenBody get(@RestPath UUID id) {
        return body(tokens.get(id, caller.get().scope()));
    }

    @PATCH
    @Path("/{id}")
    @Consumes({MediaType.APPLICATION_JSON, MergePatch.MEDIA_TYPE})
    @Transactional
    @Operation(summary = "Change validity, offline rule and external id")
    @RequestBody(content = @Content(schema = @Schema(implementation = Change.class)))
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = TokenBody.class)))
    @APIResponse(responseCode = "409", description = "token-deactivated")
    @APIResponse(responseCode = "412", description = "edit-conflict")
    @APIResponse(responseCode = "428", description = "precondition-required: If-Match is missing")
    public TokenBody change(
            @RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @NotNull JsonNode patch) {
        Token present = tokens.get(id, caller.get().scope());
        ExpectedVersion expected = Versioned.expected(ifMatch);
        Change change = patches.merge(Change.class, Change.of(present), patch);
        Instant from = change.validFrom();
        Instant until = change.validUntil();
        if (from != null && until != null && !from.isBefore(until)) {
            throw ProblemException.invalid(List.of(new Violation("validUntil", "validation.period")));
        }
        return body(issuing.change(id, expected, from, until, change.whitelist(), change.externalId(), caller.get()));
    }

    @POST
    @Path("/{id}/assign")
    @RolesAllowed("PLATFORM_OPERATOR")
    @Transactional
    @Operation(summary = "Give a card from stock to a profile", description = "Active at once.")
    @APIResponse(
            responseCode = "200",
            description = "Assigned",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = TokenBody.class)))
    @APIResponse(responseCode = "409", description = "wrong-state, physical-token-exists")
    public TokenBody assign(@RestPath UUID id, @Valid @NotNull Assignment assignment) {
        Token token = issuing.assign(id, assignment.profileId(), caller.get());
        tokens.flush();
        return body(token);
    }

    @POST
    @Path("/{id}/deactivate")
    @Transactional
    @Operation(
            summary = "Deactivate a token for ever",
            description = "For loss, theft or the end of a contract. It can never work again.")
    @APIResponse(
            responseCode = "200",
            description = "Deactivated",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = TokenBody.class)))
    @APIResponse(responseCode = "409", description = "token-deactivated: already")
    @APIResponse(responseCode = "428", description = "confirmation-required")
    public TokenBody deactivate(@RestPath UUID id, @Valid @NotNull Deactivation deactivation) {
        if (!deactivation.confirm()) {
            throw new ProblemException(Problem.CONFIRMATION_REQUIRED);
        }
        Token token = blocking.deactivate(id, caller.get());
        tokens.flush();
        return body(token);
    }

    @DELETE
    @Path("/{id}")
    @ResponseStatus(204)
    @Transactional
    @Operation(
            summary = "Deactivate a token for ever",
            description = "Tokens are never removed: the same as POST /tokens/{id}/deactivate.")
    @APIResponse(responseCode = "204", description = "Deactivated")
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "409", description = "token-deactivated: already")
    @APIResponse(responseCode = "428", description = "confirmation-required: confirm=true is missing")
    public void delete(
            @RestPath UUID id, @QueryParam("confirm") @Parameter(description = "Must be true") boolean confirm) {
        deactivate(id, new Deactivation(confirm));
    }

    @GET
    @Path("/{id}/events")
    @Transactional
    @Operation(summary = "The token's history, newest first")
    public List<Event> events(@RestPath UUID id) {
        return events.of(tokens.get(id, caller.get().scope())).stream()
                .map(event -> new Event(event.id(), event.status(), event.cause(), event.actor(), event.at()))
                .toList();
    }

    private TokenBody body(Token token) {
        return TokenBody.of(token, caller.get());
    }
}
