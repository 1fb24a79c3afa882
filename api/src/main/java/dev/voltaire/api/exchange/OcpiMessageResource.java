package dev.voltaire.api.exchange;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.exchange.Messages;
import dev.voltaire.exchange.Replays;
import dev.voltaire.listing.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

/// What was said between us and partners.
@Path("/api/v1/ocpi-messages")
@Tag(name = "OCPI messages")
@RolesAllowed("PLATFORM_OPERATOR")
@RunOnVirtualThread
public class OcpiMessageResource {
    private final SignedInCaller caller;
    private final Messages messages;
    private final Replays replays;

    @Inject
    OcpiMessageResource(SignedInCaller caller, Messages messages, Replays replays) {
        this.caller = caller;
        this.messages = messages;
        this.replays = replays;
    }

    @GET
    @Operation(
            summary = "OCPI messages in both directions",
            description = "Kept for 90 days unless configured otherwise. Sort: at, durationMillis; `q` looks in paths.")
    @Parameter(name = "partnerId", in = ParameterIn.QUERY)
    @Parameter(name = "direction", in = ParameterIn.QUERY, description = "IN, OUT")
    @Parameter(name = "module", in = ParameterIn.QUERY, example = "sessions")
    @Parameter(name = "method", in = ParameterIn.QUERY, example = "PUT")
    @Parameter(name = "httpStatus", in = ParameterIn.QUERY)
    @Parameter(name = "ocpiStatus", in = ParameterIn.QUERY)
    @Parameter(name = "succeeded", in = ParameterIn.QUERY)
    @Parameter(name = "requestId", in = ParameterIn.QUERY)
    @Parameter(name = "correlationId", in = ParameterIn.QUERY)
    @Parameter(name = "atFrom", in = ParameterIn.QUERY)
    @Parameter(name = "atTo", in = ParameterIn.QUERY)
    public Page<MessageBody.Line> list(@BeanParam ListParameters parameters) {
        return messages.list(parameters.toRequest()).map(MessageBody.Line::of);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One message with its bodies", description = "What identifies a token is masked.")
    @APIResponseSchema(MessageBody.Whole.class)
    @APIResponse(responseCode = "404", description = "not-found: unknown or past keeping")
    public MessageBody.Whole get(@RestPath UUID id) {
        return MessageBody.Whole.of(messages.get(id), replays.of(id), replays.isReplayable(id));
    }

    @POST
    @Path("/{id}/replay")
    @ResponseStatus(202)
    @Transactional
    @Operation(
            summary = "Take a message of a partner in again",
            description = "Harmless for what was taken in already. Asked twice while the first is under way, once.")
    @APIResponse(
            responseCode = "202",
            description = "Under way",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = MessageBody.Replay.class)))
    @APIResponse(responseCode = "404", description = "not-found: unknown or past keeping")
    @APIResponse(responseCode = "409", description = "not-replayable: not of a partner, or not kept whole")
    public MessageBody.Replay replay(@RestPath UUID id) {
        UUID replay = replays.request(id, caller.get().label());
        return replays.of(id).stream()
                .filter(found -> found.id().equals(replay))
                .map(MessageBody.Replay::of)
                .findFirst()
                .orElseThrow();
    }
}
