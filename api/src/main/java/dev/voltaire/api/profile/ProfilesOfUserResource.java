package dev.voltaire.api.profile;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.driver.ProfileRepository;
import dev.voltaire.identity.UserRepository;
import dev.voltaire.listing.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/// The profiles of one user.
@Path("/api/v1/users/{id}/profiles")
@Tag(name = "Profiles")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class ProfilesOfUserResource {
    private final SignedInCaller caller;
    private final UserRepository users;
    private final ProfileRepository profiles;

    @Inject
    ProfilesOfUserResource(SignedInCaller caller, UserRepository users, ProfileRepository profiles) {
        this.caller = caller;
        this.users = users;
        this.profiles = profiles;
    }

    @GET
    @Transactional
    @Operation(summary = "The profiles of a user", description = "Filters and sorts as in /profiles.")
    public Page<ProfileBody.Row> list(@RestPath UUID id, @BeanParam ListParameters parameters) {
        UUID seen = users.get(id, caller.get().scope()).id();
        return profiles.list(
                        parameters.toRequest().within("userId", seen),
                        caller.get().scope())
                .map(ProfileBody.Row::of);
    }
}
