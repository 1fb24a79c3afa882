package dev.voltaire.api.session;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.listing.Page;
import dev.voltaire.session.SessionList;
import dev.voltaire.token.TokenRepository;
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

/// The sessions that one token charged.
@Path("/api/v1/tokens/{id}/sessions")
@Tag(name = "Sessions")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class SessionsOfTokenResource {
    private final SignedInCaller caller;
    private final TokenRepository tokens;
    private final SessionList sessions;

    @Inject
    SessionsOfTokenResource(SignedInCaller caller, TokenRepository tokens, SessionList sessions) {
        this.caller = caller;
        this.tokens = tokens;
        this.sessions = sessions;
    }

    @GET
    @Transactional
    @Operation(summary = "The sessions of a token", description = "Filters and sorts as in /sessions.")
    public Page<SessionResource.ChargingSession> list(@RestPath UUID id, @BeanParam ListParameters parameters) {
        UUID seen = tokens.get(id, caller.get().scope()).id();
        return sessions.page(
                        parameters.toRequest().within("tokenId", seen),
                        caller.get().scope())
                .map(SessionResource.ChargingSession::of);
    }
}
