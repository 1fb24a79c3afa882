package dev.voltaire.api.invoice;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.api.http.MergePatch;
import dev.voltaire.api.http.Versioned;
import dev.voltaire.invoice.Issuer;
import dev.voltaire.invoice.IssuerRepository;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// The legal entities that issue invoices.
@Path("/api/v1/issuers")
@Tag(name = "Invoices")
@RolesAllowed("PLATFORM_OPERATOR")
@RunOnVirtualThread
public class IssuerResource {
    private final IssuerRepository issuers;
    private final MergePatch patches;
    private final Clock clock;

    @Inject
    IssuerResource(IssuerRepository issuers, MergePatch patches, Clock clock) {
        this.issuers = issuers;
        this.patches = patches;
        this.clock = clock;
    }

    @GET
    @Transactional
    @Operation(summary = "List issuers")
    public List<IssuerBody> list() {
        return issuers.listAll().stream().map(IssuerBody::of).toList();
    }

    @GET
    @Path("/{id}")
    @Transactional
    @Operation(summary = "One issuer")
    @APIResponseSchema(IssuerBody.class)
    @APIResponse(responseCode = "404", description = "not-found")
    public IssuerBody get(@RestPath UUID id) {
        return IssuerBody.of(issuers.choose(id));
    }

    @POST
    @Transactional
    @Operation(summary = "Create an issuer")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = IssuerBody.class)))
    public RestResponse<IssuerBody> create(@Valid @NotNull IssuerBody.Request request) {
        Issuer issuer = new Issuer(request.particulars(), clock.instant());
        issuers.persistAndFlush(issuer);
        return Versioned.created(IssuerBody.of(issuer), URI.create("/api/v1/issuers/" + issuer.id()));
    }

    @PATCH
    @Path("/{id}")
    @Consumes({MediaType.APPLICATION_JSON, MergePatch.MEDIA_TYPE})
    @Transactional
    @Operation(summary = "Change an issuer", description = "Finalised invoices keep what they say.")
    @RequestBody(content = @Content(schema = @Schema(implementation = IssuerBody.Request.class)))
    @APIResponseSchema(value = IssuerBody.class, responseCode = "200", responseDescription = "Changed")
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "412", description = "edit-conflict")
    @APIResponse(responseCode = "428", description = "precondition-required: If-Match is missing")
    public IssuerBody change(
            @RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @NotNull JsonNode patch) {
        Issuer issuer = issuers.choose(id);
        Versioned.expected(ifMatch).mustBe(issuer.revision());
        issuer.change(patches.merge(IssuerBody.Request.class, IssuerBody.Request.of(issuer), patch)
                .particulars());
        issuers.flush();
        return IssuerBody.of(issuer);
    }
}
