package dev.voltaire.api.outbox;

import dev.voltaire.api.http.ListParameters;
import dev.voltaire.listing.Page;
import dev.voltaire.outbox.OutboxMessages;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// Work that waits or fails: ratings, mails, invoices, deliveries that follow from what was stored.
@Path("/api/v1/outbox-messages")
@Tag(name = "Operation")
@RolesAllowed("PLATFORM_OPERATOR")
@RunOnVirtualThread
public class OutboxMessageResource {
    private final OutboxMessages messages;

    @Inject
    OutboxMessageResource(OutboxMessages messages) {
        this.messages = messages;
    }

    /// One consequence of one event.
    @Schema(name = "OutboxMessage")
    public record Body(
            UUID id,
            @Schema(examples = "CpoCdrReceived") String eventType,
            @Schema(examples = "cdr-assessing") String handler,
            OutboxMessages.State state,
            Instant publishedAt,
            int attempts,
            Instant nextAttemptAt,

            @Nullable @Schema(description = "What the last attempt failed on")
            String lastError,

            List<Action> allowedActions) {

        /// What may be done with a message now.
        @Schema(name = "OutboxMessageAction")
        public enum Action {
            RETRY
        }

        static Body of(OutboxMessages.Message message) {
            return new Body(
                    message.id(),
                    message.eventType(),
                    message.handler(),
                    message.state(),
                    message.publishedAt(),
                    message.attempts(),
                    message.nextAttemptAt(),
                    message.lastError(),
                    switch (message.state()) {
                        case FAILING -> List.of(Action.RETRY);
                        case WAITING, RUNNING -> List.of();
                    });
        }
    }

    @GET
    @Operation(
            summary = "List work not done yet",
            description = "Carried out, a message disappears. Most attempts first. Sort: attempts, publishedAt,"
                    + " nextAttemptAt.")
    @Parameter(name = "state", in = ParameterIn.QUERY, description = "WAITING, RUNNING, FAILING")
    @Parameter(name = "handler", in = ParameterIn.QUERY, example = "cdr-assessing")
    @Parameter(name = "eventType", in = ParameterIn.QUERY, example = "CpoCdrReceived")
    @Parameter(name = "publishedAtFrom", in = ParameterIn.QUERY)
    @Parameter(name = "publishedAtTo", in = ParameterIn.QUERY, description = "Exclusive")
    @Parameter(name = "nextAttemptAtFrom", in = ParameterIn.QUERY)
    @Parameter(name = "nextAttemptAtTo", in = ParameterIn.QUERY, description = "Exclusive")
    public Page<Body> list(@BeanParam ListParameters parameters) {
        return messages.list(parameters.toRequest()).map(Body::of);
    }

    @POST
    @Path("/{id}/retry")
    @ResponseStatus(202)
    @Operation(summary = "Try a failing message again now", description = "Instead of when its back-off is over.")
    @APIResponse(responseCode = "202", description = "Due now; a worker takes it up")
    @APIResponse(responseCode = "404", description = "not-found: carried out meanwhile")
    @APIResponse(responseCode = "409", description = "wrong-state: it has not failed, or is being carried out")
    public void retry(@RestPath UUID id) {
        messages.retry(id);
    }
}
