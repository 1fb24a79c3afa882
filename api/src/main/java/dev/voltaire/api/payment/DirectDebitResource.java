package dev.voltaire.api.payment;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.Amount;
import dev.voltaire.payment.DirectDebits;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// Direct debit files for our bank.
@Path("/api/v1/direct-debit-collections")
@Tag(name = "Payments")
@RolesAllowed("PLATFORM_OPERATOR")
@RunOnVirtualThread
public class DirectDebitResource {
    private final SignedInCaller caller;
    private final DirectDebits debits;

    @Inject
    DirectDebitResource(SignedInCaller caller, DirectDebits debits) {
        this.caller = caller;
        this.debits = debits;
    }

    /// Without `issuerId` the only issuer collects.
    @Schema(name = "DirectDebitRequest")
    public record Request(@Nullable UUID issuerId, @NotNull LocalDate collectOn) {}

    /// A file; its content is at `/{id}/file`.
    @Schema(name = "DirectDebitCollection")
    public record Body(
            UUID id, UUID issuerId, String messageId, LocalDate collectOn, int items, Amount total, Instant createdAt) {
        static Body of(DirectDebits.Collection collection) {
            return new Body(
                    collection.id(),
                    collection.issuerId(),
                    collection.messageId(),
                    collection.collectOn(),
                    collection.items(),
                    Amount.of(collection.total()),
                    collection.createdAt());
        }
    }

    @GET
    @Operation(summary = "The last hundred files", description = "Newest first.")
    public List<Body> list() {
        return debits.list().stream().map(Body::of).toList();
    }

    @POST
    @ResponseStatus(201)
    @Operation(
            summary = "Collect what is due by direct debit",
            description = "Every open invoice with an active mandate that is due on the day or before, once.")
    @APIResponse(
            responseCode = "201",
            description = "The file",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Body.class)))
    @APIResponse(responseCode = "404", description = "not-found: no issuer, or several and none named")
    @APIResponse(responseCode = "409", description = "no-creditor-identifier, nothing-to-collect")
    public Body collect(@Valid @NotNull Request request) {
        return Body.of(debits.collect(request.issuerId(), request.collectOn(), caller.get()));
    }

    @GET
    @Path("/{id}/file")
    @Produces(MediaType.APPLICATION_XML)
    @Operation(summary = "The file for the bank, ISO 20022 pain.008.001.08")
    @APIResponse(
            responseCode = "200",
            description = "The file",
            content = @Content(mediaType = MediaType.APPLICATION_XML))
    @APIResponse(responseCode = "404", description = "not-found")
    public RestResponse<byte[]> file(@RestPath UUID id) {
        return RestResponse.ResponseBuilder.ok(debits.file(id), MediaType.APPLICATION_XML)
                .header("Content-Disposition", "attachment; filename=\"" + id + ".xml\"")
                .build();
    }
}
