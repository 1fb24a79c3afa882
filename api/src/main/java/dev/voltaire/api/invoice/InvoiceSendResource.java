package dev.voltaire.api.invoice;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.invoice.InvoiceSending;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// Sending an invoice again, and what came back.
@Path("/api/v1/invoices/{id}")
@Tag(name = "Invoices")
@RunOnVirtualThread
public class InvoiceSendResource {
    private final SignedInCaller caller;
    private final InvoiceSending sending;

    @Inject
    InvoiceSendResource(SignedInCaller caller, InvoiceSending sending) {
        this.caller = caller;
        this.sending = sending;
    }

    /// Without a recipient it goes to the billing address.
    @Schema(name = "InvoiceSendRequest")
    public record Request(@Nullable @Email @Size(max = 320) String recipient) {}

    /// What the mail system reported after it had taken the mail.
    @Schema(name = "InvoiceBounce")
    public record Bounce(
            @NotBlank @Email String recipient,
            @NotBlank @Size(max = 500) String reason) {}

    @POST
    @Path("/send")
    @RolesAllowed({"SUPPORT_AGENT", "PLATFORM_OPERATOR"})
    @ResponseStatus(202)
    @Operation(summary = "Send an invoice again")
    @APIResponse(responseCode = "202", description = "The mail follows; the history tells when it was sent")
    @APIResponse(responseCode = "404", description = "not-found: none, or outside the caller's units")
    @APIResponse(responseCode = "409", description = "wrong-state: a draft; no-recipient")
    public void send(@RestPath UUID id, @Valid @NotNull Request request) {
        sending.request(id, request.recipient(), caller.get());
    }

    @POST
    @Path("/bounces")
    @RolesAllowed("PLATFORM_OPERATOR")
    @Operation(summary = "Record that a mail came back")
    @APIResponse(responseCode = "204", description = "Recorded in the history")
    @APIResponse(responseCode = "404", description = "not-found: none, or outside the caller's units")
    public void bounce(@RestPath UUID id, @Valid @NotNull Bounce bounce) {
        sending.bounced(id, bounce.recipient(), bounce.reason(), caller.get());
    }
}
