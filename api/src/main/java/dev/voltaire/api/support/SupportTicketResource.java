package dev.voltaire.api.support;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.api.support.SupportTicketBody.Related;
import dev.voltaire.listing.Page;
import dev.voltaire.support.RelatedTo;
import dev.voltaire.support.Support;
import dev.voltaire.support.SupportTicket;
import dev.voltaire.support.SupportTicketRepository;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
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
import org.jspecify.annotations.Nullable;

/// Questions to the support team. Drivers see their own, managers those of their units, the operator all.
@Path("/api/v1/support-tickets")
@Tag(name = "Support")
@Authenticated
@RunOnVirtualThread
public class SupportTicketResource {
    private final SignedInCaller caller;
    private final Support support;
    private final SupportTicketRepository tickets;

    @Inject
    SupportTicketResource(SignedInCaller caller, Support support, SupportTicketRepository tickets) {
        this.caller = caller;
        this.support = support;
        this.tickets = tickets;
    }

    /// Something to add. Only the operator's people write internally.
    @Schema(name = "TicketMessageRequest")
    public record Text(
            @NotBlank @Size(max = 10_000) String text,

            @Nullable @Schema(defaultValue = "false", description = "For the support team's eyes only")
            Boolean internal) {}

    /// Where a ticket goes. Customers only close.
    @Schema(name = "TicketStatusRequest")
    public record NewStatus(SupportTicket.@NotNull Status status) {}

    /// Who takes care of it; absent: nobody.
    @Schema(name = "TicketAssignment")
    public record Assignment(
            @Nullable @Schema(description = "One of the operator's people")
            UUID userId) {}

    /// How it is filed.
    @Schema(name = "TicketRank")
    public record Rank(SupportTicket.@NotNull Category category, SupportTicket.@NotNull Priority priority) {}

    @GET
    @Operation(
            summary = "List support tickets",
            description = "Sort: number, subject, priority, status, openedAt, lastActivityAt.")
    @Parameter(name = "status", in = ParameterIn.QUERY, description = "One or more, comma-separated")
    @Parameter(name = "category", in = ParameterIn.QUERY)
    @Parameter(name = "priority", in = ParameterIn.QUERY)
    @Parameter(name = "orgUnitId", in = ParameterIn.QUERY, description = "The unit and those below it")
    @Parameter(name = "openedById", in = ParameterIn.QUERY)
    @Parameter(name = "assigneeId", in = ParameterIn.QUERY)
    @Parameter(name = "relatedId", in = ParameterIn.QUERY)
    @Parameter(name = "openedFrom", in = ParameterIn.QUERY)
    @Parameter(name = "openedTo", in = ParameterIn.QUERY)
    public Page<SupportTicketBody.Row> list(@BeanParam ListParameters parameters) {
        return tickets.list(parameters.toRequest(), caller.get()).map(SupportTicketBody.Row::of);
    }

    @GET
    @Path("/{id}")
    @Transactional
    @Operation(summary = "One ticket with its messages and the names of its attachments")
    @APIResponseSchema(SupportTicketBody.class)
    @APIResponse(responseCode = "404", description = "not-found")
    public SupportTicketBody get(@RestPath UUID id) {
        return body(tickets.get(id, caller.get()));
    }

    @POST
    @Transactional
    @ResponseStatus(201)
    @Operation(summary = "Ask the support team")
    @APIResponse(
            responseCode = "201",
            description = "Opened",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = SupportTicketBody.class)))
    @APIResponse(responseCode = "422", description = "validation-failed: also for a related thing that is not visible")
    public SupportTicketBody open(@Valid @NotNull SupportTicketBody.Request request) {
        Related related = request.relatedTo();
        return body(support.open(
                new Support.Question(
                        request.subject().strip(),
                        request.description(),
                        request.category(),
                        request.priority() == null ? SupportTicket.Priority.NORMAL : request.priority(),
                        request.orgUnitId(),
                        related == null ? null : new RelatedTo(related.type(), related.id())),
                caller.get()));
    }

    @POST
    @Path("/{id}/messages")
    @Transactional
    @ResponseStatus(201)
    @Operation(
            summary = "Write in a ticket",
            description = "An answer of the support team is announced by mail; a customer's message reopens it.")
    @APIResponse(
            responseCode = "201",
            description = "Written",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = SupportTicketBody.class)))
    @APIResponse(responseCode = "409", description = "wrong-state: closed")
    public SupportTicketBody write(@RestPath UUID id, @Valid @NotNull Text text) {
        support.write(id, text.text(), Boolean.TRUE.equals(text.internal()), caller.get());
        return get(id);
    }

    @POST
    @Path("/{id}/status")
    @Transactional
    @Operation(summary = "Move a ticket on", description = "Customers only close; the rest is the support team's.")
    @APIResponse(
            responseCode = "200",
            description = "Moved",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = SupportTicketBody.class)))
    @APIResponse(responseCode = "409", description = "wrong-state")
    public SupportTicketBody become(@RestPath UUID id, @Valid @NotNull NewStatus wanted) {
        return body(support.become(id, wanted.status(), caller.get()));
    }

    @POST
    @Path("/{id}/assign")
    @RolesAllowed("PLATFORM_OPERATOR")
    @Transactional
    @Operation(summary = "Give a ticket to somebody of the support team")
    @APIResponse(
            responseCode = "200",
            description = "Assigned",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = SupportTicketBody.class)))
    @APIResponse(responseCode = "409", description = "wrong-state: closed")
    public SupportTicketBody assign(@RestPath UUID id, @Valid @NotNull Assignment assignment) {
        return body(support.assign(id, assignment.userId(), caller.get()));
    }

    @POST
    @Path("/{id}/rank")
    @RolesAllowed("PLATFORM_OPERATOR")
    @Transactional
    @Operation(summary = "File a ticket under another category or priority")
    @APIResponse(
            responseCode = "200",
            description = "Filed",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = SupportTicketBody.class)))
    @APIResponse(responseCode = "409", description = "wrong-state: closed")
    public SupportTicketBody rank(@RestPath UUID id, @Valid @NotNull Rank rank) {
        return body(support.rank(id, rank.category(), rank.priority(), caller.get()));
    }

    private SupportTicketBody body(SupportTicket ticket) {
        return SupportTicketBody.of(
                ticket, tickets.messages(ticket, caller.get().isOperator()), tickets.attachments(ticket), caller.get());
    }
}
