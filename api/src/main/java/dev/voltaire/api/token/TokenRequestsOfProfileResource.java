package dev.voltaire.api.token;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.driver.ProfileRepository;
import dev.voltaire.listing.Page;
import dev.voltaire.token.TokenRequestRepository;
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

/// The cards ordered for one profile.
@Path("/api/v1/profiles/{id}/token-requests")
@Tag(name = "Token requests")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class TokenRequestsOfProfileResource {
    private final SignedInCaller caller;
    private final ProfileRepository profiles;
    private final TokenRequestRepository requests;

    @Inject
    TokenRequestsOfProfileResource(SignedInCaller caller, ProfileRepository profiles, TokenRequestRepository requests) {
        this.caller = caller;
        this.profiles = profiles;
        this.requests = requests;
    }

    @GET
    @Transactional
    @Operation(summary = "The token requests of a profile", description = "Filters and sorts as in /token-requests.")
    public Page<TokenRequestResource.Row> list(@RestPath UUID id, @BeanParam ListParameters parameters) {
        UUID seen = profiles.get(id, caller.get().scope()).id();
        return requests.list(
                        parameters.toRequest().within("profileId", seen),
                        caller.get().scope())
                .map(request -> TokenRequestResource.Row.of(request, caller.get()));
    }
}
