package dev.voltaire.api.session;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.listing.Page;
import dev.voltaire.organisation.Scope;
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
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/// The sessions on a token's page.
@Path("/api/v1/tokens/{id}/sessions")
@Tag(name = "Sessions")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class TokenSessionResource {
    private final SignedInCaller caller;
    private final TokenRepository tokens;
    private final SessionList sessions;

    @Inject
    TokenSessionResource(SignedInCaller caller, TokenRepository tokens, SessionList sessions) {
        this.caller = caller;
        this.tokens = tokens;
        this.sessions = sessions;
    }

    @GET
    @Transactional
    @Operation(summary = "The sessions of a token", description = "Filters and sort as of GET /sessions.")
    @Parameter(name = "status", in = ParameterIn.QUERY)
    @Parameter(name = "origin", in = ParameterIn.QUERY)
    @Parameter(name = "partyId", in = ParameterIn.QUERY)
    @Parameter(name = "startFrom", in = ParameterIn.QUERY)
    @Parameter(name = "startTo", in = ParameterIn.QUERY, description = "Exclusive")
    public Page<ChargingSession> list(@RestPath UUID id, @BeanParam ListParameters parameters) {
        Scope scope = caller.get().scope();
        UUID token = tokens.get(id, scope).id();
        return sessions.ofToken(token, parameters.toRequest(), scope).map(ChargingSession::of);
    }
}
