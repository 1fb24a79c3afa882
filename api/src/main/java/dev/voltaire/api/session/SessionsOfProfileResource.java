package dev.voltaire.api.session;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.driver.ProfileRepository;
import dev.voltaire.listing.Page;
import dev.voltaire.session.SessionList;
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

/// The sessions of one profile.
@Path("/api/v1/profiles/{id}/sessions")
@Tag(name = "Sessions")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class SessionsOfProfileResource {
    private final SignedInCaller caller;
    private final ProfileRepository profiles;
    private final SessionList sessions;

    @Inject
    SessionsOfProfileResource(SignedInCaller caller, ProfileRepository profiles, SessionList sessions) {
        this.caller = caller;
        this.profiles = profiles;
        this.sessions = sessions;
    }

    @GET
    @Transactional
    @Operation(summary = "The sessions of a profile", description = "Filters and sorts as in /sessions.")
    public Page<ChargingSession> list(@RestPath UUID id, @BeanParam ListParameters parameters) {
        UUID seen = profiles.get(id, caller.get().scope()).id();
        return sessions.page(
                        parameters.toRequest().within("profileId", seen),
                        caller.get().scope())
                .map(ChargingSession::of);
    }
}
