package dev.voltaire.api.user;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.identity.UserRepository;
import dev.voltaire.listing.Page;
import dev.voltaire.organisation.OrganisationUnitRepository;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/// The users of one unit and those below it.
@Path("/api/v1/org-units/{id}/users")
@Tag(name = "Users")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class UsersOfUnitResource {
    private final SignedInCaller caller;
    private final OrganisationUnitRepository units;
    private final UserRepository users;
    private final UserResource all;

    @Inject
    UsersOfUnitResource(
            SignedInCaller caller, OrganisationUnitRepository units, UserRepository users, UserResource all) {
        this.caller = caller;
        this.units = units;
        this.users = users;
        this.all = all;
    }

    @GET
    @Transactional
    @Operation(summary = "The users of a unit and those below it", description = "Filters and sorts as in /users.")
    public Page<UserBody.Row> list(@RestPath UUID id, @BeanParam ListParameters parameters) {
        UUID seen = units.get(id, caller.get().scope()).id();
        return users.list(
                        parameters.toRequest().within("orgUnitId", seen),
                        caller.get().scope())
                .map(user -> UserBody.Row.of(user, caller.get()));
    }

    @POST
    @Transactional
    @Operation(summary = "Create a user of a unit and mail the invitation", description = "As POST /users.")
    @APIResponse(
            responseCode = "201",
            description = "Created and invited",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = UserBody.class)))
    @APIResponse(responseCode = "403", description = "role-not-grantable")
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "409", description = "email-already-used")
    public RestResponse<UserBody> create(@RestPath UUID id, @Valid @NotNull UserBody.OfUnit request) {
        return all.create(request.within(units.get(id, caller.get().scope()).id()));
    }
}
