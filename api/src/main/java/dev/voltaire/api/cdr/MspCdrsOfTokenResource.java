package dev.voltaire.api.cdr;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.cdr.MspCdrs;
import dev.voltaire.listing.Page;
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

/// What the sessions of one token are charged.
@Path("/api/v1/tokens/{id}/msp-cdrs")
@Tag(name = "CDRs")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class MspCdrsOfTokenResource {
    private final SignedInCaller caller;
    private final TokenRepository tokens;
    private final MspCdrs cdrs;

    @Inject
    MspCdrsOfTokenResource(SignedInCaller caller, TokenRepository tokens, MspCdrs cdrs) {
        this.caller = caller;
        this.tokens = tokens;
        this.cdrs = cdrs;
    }

    @GET
    @Transactional
    @Operation(summary = "The MSP CDRs of a token", description = "Filters and sorts as in /msp-cdrs.")
    public Page<MspCdrBody> list(@RestPath UUID id, @BeanParam ListParameters parameters) {
        UUID seen = tokens.get(id, caller.get().scope()).id();
        return cdrs.list(
                        parameters.toRequest().within("tokenId", seen),
                        caller.get().scope())
                .map(MspCdrBody::of);
    }
}
