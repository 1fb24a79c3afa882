package dev.voltaire.api.session;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.session.SessionEvidence;
import dev.voltaire.session.SessionList;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/// What a home session rests on, for whoever audits it.
@Path("/api/v1/sessions/{id}/evidence")
@Tag(name = "Sessions")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class SessionEvidenceResource {
    private final SessionList sessions;
    private final SessionEvidence evidence;
    private final SignedInCaller caller;

    @Inject
    SessionEvidenceResource(SessionList sessions, SessionEvidence evidence, SignedInCaller caller) {
        this.sessions = sessions;
        this.evidence = evidence;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "The evidence of a home session",
            description = "The messages that began and ended it as they came, both clocks, the register, every reading "
                    + "with its samples, signed meter values verbatim, gaps, and what people decided.")
    @APIResponseSchema(SessionEvidence.Evidence.class)
    @APIResponse(responseCode = "404", description = "not-found: also a session at a partner's charger")
    public SessionEvidence.Evidence get(@RestPath UUID id) {
        sessions.get(id, caller.get().scope());
        return evidence.of(id);
    }
}
