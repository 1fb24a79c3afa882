package dev.voltaire.api.invoice;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.mandate.Mandate;
import dev.voltaire.mandate.Mandates;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// SEPA direct debit mandates of an organisational unit.
@Path("/api/v1/org-units/{id}/mandates")
@Tag(name = "Payments")
@RolesAllowed({"ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class MandateResource {
    private final SignedInCaller caller;
    private final Mandates mandates;

    @Inject
    MandateResource(SignedInCaller caller, Mandates mandates) {
        this.caller = caller;
        this.mandates = mandates;
    }

    /// A mandate as it was signed.
    @Schema(name = "MandateRequest")
    public record Request(
            Mandate.@NotNull Scheme scheme,
            @NotBlank @Size(max = 70) String holder,
            @NotBlank @Size(max = 42) String iban,

            @Nullable @Pattern(regexp = "[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?")
            String bic,

            @NotNull @PastOrPresent LocalDate signedOn) {}

    /// A mandate; of the account only the beginning and the end are shown.
    @Schema(name = "Mandate")
    public record Body(
            UUID id,
            String reference,
            Mandate.Scheme scheme,
            Mandate.Status status,
            String holder,
            String iban,
            LocalDate signedOn,
            Instant createdAt,
            @Nullable Instant revokedAt) {
        private static final int SHOWN = 4;

        static Body of(Mandate mandate) {
            String iban = mandate.iban();
            return new Body(
                    mandate.id(),
                    mandate.reference(),
                    mandate.scheme(),
                    mandate.status(),
                    mandate.holder(),
                    iban.substring(0, SHOWN) + "…" + iban.substring(iban.length() - SHOWN),
                    mandate.signedOn(),
                    mandate.createdAt(),
                    mandate.revokedAt());
        }
    }

    @GET
    @Transactional
    @Operation(summary = "The mandates of a unit", description = "Newest first.")
    @APIResponse(
            responseCode = "200",
            description = "All",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = SchemaType.ARRAY, implementation = Body.class)))
    @APIResponse(responseCode = "404", description = "not-found: none, or outside the caller's units")
    public List<Body> list(@RestPath UUID id) {
        return mandates.of(id, caller.get().scope()).stream().map(Body::of).toList();
    }

    @POST
    @Transactional
    @Operation(summary = "Record a signed mandate", description = "The unit's earlier one ends with it.")
    @APIResponse(
            responseCode = "201",
            description = "Recorded",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Body.class)))
    @APIResponse(responseCode = "404", description = "not-found: none, or outside the caller's units")
    public RestResponse<Body> sign(@RestPath UUID id, @Valid @NotNull Request request) {
        Mandate mandate = mandates.sign(
                id,
                new Mandate.Signed(
                        request.scheme(), request.holder(), request.iban(), request.bic(), request.signedOn()),
                caller.get());
        return RestResponse.ResponseBuilder.<Body>create(RestResponse.Status.CREATED)
                .entity(Body.of(mandate))
                .location(URI.create("/api/v1/org-units/" + id + "/mandates"))
                .build();
    }

    @POST
    @Path("/{mandateId}/revoke")
    @Transactional
    @Operation(summary = "Revoke a mandate", description = "Later invoices ask for a transfer.")
    @APIResponse(
            responseCode = "200",
            description = "Revoked",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Body.class)))
    @APIResponse(responseCode = "404", description = "not-found: none, or outside the caller's units")
    @APIResponse(responseCode = "409", description = "wrong-state: it is revoked already")
    public Body revoke(@RestPath UUID id, @RestPath UUID mandateId) {
        return Body.of(mandates.revoke(mandateId, caller.get()));
    }
}
