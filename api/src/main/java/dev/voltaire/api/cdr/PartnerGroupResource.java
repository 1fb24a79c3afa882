package dev.voltaire.api.cdr;

import dev.voltaire.api.http.Reference;
import dev.voltaire.api.http.Versioned;
import dev.voltaire.cdr.plan.PartnerGroup;
import dev.voltaire.cdr.plan.PartnerGroups;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// Groups of partners that are priced alike.
@Path("/api/v1/partner-groups")
@Tag(name = "Tariff plans")
@RolesAllowed("PLATFORM_OPERATOR")
@RunOnVirtualThread
public class PartnerGroupResource {
    private final PartnerGroups groups;

    @Inject
    PartnerGroupResource(PartnerGroups groups) {
        this.groups = groups;
    }

    @Schema(name = "PartnerGroupRequest")
    public record Request(
            @NotBlank @Size(max = 100) String name, @NotNull Set<UUID> partnerIds) {}

    @Schema(name = "PartnerGroup")
    public record Body(UUID id, String name, List<Reference> partners) {
        static Body of(PartnerGroup group) {
            return new Body(
                    group.id(),
                    group.name(),
                    group.members().stream()
                            .map(member -> new Reference(member.partnerId(), member.name()))
                            .toList());
        }
    }

    @GET
    @Operation(summary = "List groups of partners", description = "By name.")
    public List<Body> list() {
        return groups.all().stream().map(Body::of).toList();
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One group of partners")
    @APIResponseSchema(Body.class)
    @APIResponse(responseCode = "404", description = "not-found")
    public RestResponse<Body> get(@RestPath UUID id) {
        PartnerGroup group = groups.get(id);
        return Versioned.ok(Body.of(group), group.revision());
    }

    @POST
    @Operation(summary = "Make a group of partners")
    @APIResponse(
            responseCode = "201",
            description = "Made",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Body.class)))
    @APIResponse(responseCode = "409", description = "already-exists: the name is used")
    @APIResponse(responseCode = "422", description = "validation-failed: an unknown partner")
    public RestResponse<Body> create(@Valid @NotNull Request request) {
        UUID id = groups.create(request.name(), request.partnerIds());
        PartnerGroup group = groups.get(id);
        return Versioned.created(Body.of(group), group.revision(), URI.create("/api/v1/partner-groups/" + id));
    }

    @PUT
    @Path("/{id}")
    @Operation(summary = "Change a group of partners", description = "Holds for sessions rated from now on.")
    @APIResponseSchema(Body.class)
    @APIResponse(responseCode = "412", description = "edit-conflict")
    @APIResponse(responseCode = "422", description = "margin-by-country: a plan would become one for a country")
    public RestResponse<Body> change(
            @RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull Request request) {
        groups.change(id, request.name(), request.partnerIds(), Versioned.expected(ifMatch));
        return get(id);
    }
}
