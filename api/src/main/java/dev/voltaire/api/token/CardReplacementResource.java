package dev.voltaire.api.token;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.idempotency.Idempotency;
import dev.voltaire.token.CardOrdering;
import dev.voltaire.token.TokenRequestRepository;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// The lost card.
@Path("/api/v1/tokens/{id}/replace")
@Tag(name = "Token requests")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class CardReplacementResource {
    private final SignedInCaller caller;
    private final CardOrdering ordering;
    private final TokenRequestRepository requests;
    private final Idempotency idempotency;

    @Inject
    CardReplacementResource(
            SignedInCaller caller, CardOrdering ordering, TokenRequestRepository requests, Idempotency idempotency) {
        this.caller = caller;
        this.ordering = ordering;
        this.requests = requests;
        this.idempotency = idempotency;
    }

    @POST
    @Transactional
    @ResponseStatus(201)
    @Operation(
            summary = "Replace a lost card",
            description = "Deactivates it for ever and orders a new one, in one step.")
    @APIResponse(
            responseCode = "201",
            description = "Deactivated and ordered",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = TokenRequestResource.Body.class)))
    @APIResponse(responseCode = "409", description = "token-deactivated, wrong-state: not a card of a profile")
    public TokenRequestResource.Body replace(
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey, @RestPath UUID id) {
        UUID request = idempotency.once(
                caller.get().userId(),
                idempotencyKey,
                "replace " + id,
                () -> ordering.replace(id, caller.get()).id());
        return TokenRequestResource.Body.of(requests.get(request, caller.get().scope()), caller.get());
    }
}
