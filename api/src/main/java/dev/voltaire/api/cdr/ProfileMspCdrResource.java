package dev.voltaire.api.cdr;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.cdr.MspCdrs;
import dev.voltaire.driver.ProfileRepository;
import dev.voltaire.listing.Page;
import dev.voltaire.organisation.Scope;
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

/// What a profile was charged, on its page.
@Path("/api/v1/profiles/{id}/msp-cdrs")
@Tag(name = "CDRs")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class ProfileMspCdrResource {
    private final SignedInCaller caller;
    private final ProfileRepository profiles;
    private final MspCdrs cdrs;

    @Inject
    ProfileMspCdrResource(SignedInCaller caller, ProfileRepository profiles, MspCdrs cdrs) {
        this.caller = caller;
        this.profiles = profiles;
        this.cdrs = cdrs;
    }

    @GET
    @Transactional
    @Operation(summary = "The MSP CDRs of a profile", description = "Filters and sort as of GET /msp-cdrs.")
    @Parameter(name = "approvalState", in = ParameterIn.QUERY)
    @Parameter(name = "priceCalculated", in = ParameterIn.QUERY)
    @Parameter(name = "startFrom", in = ParameterIn.QUERY)
    @Parameter(name = "startTo", in = ParameterIn.QUERY, description = "Exclusive")
    @Parameter(name = "endFrom", in = ParameterIn.QUERY)
    @Parameter(name = "endTo", in = ParameterIn.QUERY, description = "Exclusive")
    public Page<MspCdrBody> list(@RestPath UUID id, @BeanParam ListParameters parameters) {
        Scope scope = caller.get().scope();
        UUID profile = profiles.get(id, scope).id();
        return cdrs.ofProfile(profile, parameters.toRequest(), scope).map(MspCdrBody::of);
    }
}
