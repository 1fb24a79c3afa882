package dev.voltaire.api.authentication;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.api.http.MergePatch;
import dev.voltaire.api.http.Reference;
import dev.voltaire.api.http.Tagged;
import dev.voltaire.api.http.Versioned;
import dev.voltaire.identity.ApiClient;
import dev.voltaire.identity.ApiClientRepository;
import dev.voltaire.identity.ApiClients;
import dev.voltaire.identity.Role;
import dev.voltaire.listing.Page;
import dev.voltaire.organisation.OrganisationUnit;
import dev.voltaire.value.ExpectedVersion;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Set;
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
import org.jspecify.annotations.Nullable;

/// Programs of integrators, which sign in at the token endpoint with client credentials.
@Path("/api/v1/api-clients")
@Tag(name = "API clients")
@RolesAllowed({"ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class ApiClientResource {
    private final SignedInCaller caller;
    private final ApiClients clients;
    private final ApiClientRepository repository;
    private final MergePatch patches;

    @Inject
    ApiClientResource(SignedInCaller caller, ApiClients clients, ApiClientRepository repository, MergePatch patches) {
        this.caller = caller;
        this.clients = clients;
        this.repository = repository;
        this.patches = patches;
    }

    /// A client as its page shows it.
    @Schema(name = "ApiClient")
    public record Body(
            UUID id,
            String clientId,
            String name,
            @Nullable Reference orgUnit,
            Role role,
            Set<String> scopes,
            Instant secretSince,

            @Nullable @Schema(description = "Until then the secret before works too")
            Instant formerSecretUntil,

            String createdBy,
            Instant createdAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant revokedAt,
            @JsonIgnore int revision)
            implements Tagged {

        static Body of(ApiClient client) {
            OrganisationUnit unit = client.organisationUnit();
            return new Body(
                    client.id(),
                    client.clientId(),
                    client.name(),
                    unit == null ? null : new Reference(unit.id(), unit.displayName()),
                    client.role(),
                    client.scopes(),
                    client.secretSince(),
                    client.formerSecretUntil(),
                    client.createdBy(),
                    client.createdAt(),
                    client.lastUsedAt(),
                    client.revokedAt(),
                    client.version());
        }
    }

    /// A client with the secret it signs in with.
    @Schema(name = "ApiClientSecret")
    public record WithSecret(
            Body client,
            @Schema(description = "Shown this once") String clientSecret) {

        static WithSecret of(ApiClients.WithSecret created) {
            return new WithSecret(Body.of(created.client()), created.secret().text());
        }
    }

    /// A row of the list.
    @Schema(name = "ApiClientRow")
    public record Row(
            UUID id,
            String clientId,
            String name,
            @Nullable Reference orgUnit,
            Role role,
            List<String> scopes,
            Instant createdAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant revokedAt) {

        static Row of(ApiClientRepository.Summary client) {
            UUID unit = client.unitId();
            String label = client.unitLabel();
            return new Row(
                    client.id(),
                    client.clientId(),
                    client.name(),
                    unit == null || label == null ? null : new Reference(unit, label),
                    client.role(),
                    client.scopes(),
                    client.createdAt(),
                    client.lastUsedAt(),
                    client.revokedAt());
        }
    }

    /// A new client.
    @Schema(name = "ApiClientRequest")
    public record Request(
            @NotBlank @Size(max = 200) String name,

            @Nullable @Schema(description = "Sees it and the units below; absent for the role PLATFORM_OPERATOR")
            UUID orgUnitId,

            @NotNull @Schema(description = "Not beyond the caller's own; not EV_DRIVER")
            Role role,

            @NotEmpty @Size(max = 100) Set<@NotBlank String> scopes) {}

    /// What can be edited.
    @Schema(name = "ApiClientDetails")
    public record Details(
            @NotBlank @Size(max = 200) String name,
            @NotEmpty @Size(max = 100) Set<@NotBlank String> scopes) {}

    @GET
    @Operation(summary = "List API clients", description = "Sort: name, createdAt, lastUsedAt.")
    @Parameter(name = "orgUnitId", in = ParameterIn.QUERY, description = "The unit and those below it")
    @Parameter(name = "revoked", in = ParameterIn.QUERY)
    public Page<Row> list(@BeanParam ListParameters parameters) {
        return repository.list(parameters.toRequest(), caller.get().scope()).map(Row::of);
    }

    @GET
    @Path("/scopes")
    @Operation(summary = "All scopes there are")
    public Set<String> scopes() {
        return ApiScopes.all();
    }

    @GET
    @Path("/{id}")
    @Transactional
    @Operation(summary = "One API client")
    @APIResponseSchema(Body.class)
    @APIResponse(responseCode = "404", description = "not-found")
    public Body get(@RestPath UUID id) {
        return Body.of(repository.get(id, caller.get().scope()));
    }

    @POST
    @Transactional
    @ResponseStatus(201)
    @Operation(
            summary = "Create an API client",
            description = "Its secret is shown this once; only a hash of it is kept.")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = WithSecret.class)))
    @APIResponse(responseCode = "403", description = "role-not-grantable")
    public WithSecret create(@Valid @NotNull Request request) {
        ApiScopes.mustBeKnown(request.scopes(), "scopes");
        return WithSecret.of(clients.create(
                request.name().strip(), request.orgUnitId(), request.role(), request.scopes(), caller.get()));
    }

    @PATCH
    @Path("/{id}")
    @Consumes({MediaType.APPLICATION_JSON, MergePatch.MEDIA_TYPE})
    @Transactional
    @Operation(summary = "Rename a client or change its scopes", description = "Scopes taken away end at once.")
    @RequestBody(content = @Content(schema = @Schema(implementation = Details.class)))
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Body.class)))
    @APIResponse(responseCode = "409", description = "wrong-state: revoked")
    @APIResponse(responseCode = "412", description = "edit-conflict")
    @APIResponse(responseCode = "428", description = "precondition-required: If-Match is missing")
    public Body change(@RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @NotNull JsonNode patch) {
        ApiClient present = repository.get(id, caller.get().scope());
        ExpectedVersion expected = Versioned.expected(ifMatch);
        Details wanted = patches.merge(Details.class, new Details(present.name(), present.scopes()), patch);
        ApiScopes.mustBeKnown(wanted.scopes(), "scopes");
        return Body.of(clients.change(id, expected, wanted.name().strip(), wanted.scopes(), caller.get()));
    }

    @POST
    @Path("/{id}/rotate-secret")
    @Transactional
    @Operation(
            summary = "Give a client a new secret",
            description = "The one before works for another day, so that nothing is interrupted.")
    @APIResponse(
            responseCode = "200",
            description = "Rotated",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = WithSecret.class)))
    @APIResponse(responseCode = "409", description = "wrong-state: revoked")
    public WithSecret rotate(@RestPath UUID id) {
        return WithSecret.of(clients.rotateSecret(id, caller.get()));
    }

    @POST
    @Path("/{id}/revoke")
    @Transactional
    @Operation(summary = "Shut a client out at once and for ever")
    @APIResponse(
            responseCode = "200",
            description = "Revoked",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Body.class)))
    @APIResponse(responseCode = "409", description = "wrong-state: revoked already")
    public Body revoke(@RestPath UUID id) {
        return Body.of(clients.revoke(id, caller.get()));
    }
}
