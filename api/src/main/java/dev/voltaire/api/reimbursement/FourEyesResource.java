package dev.voltaire.api.reimbursement;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.driver.FourEyes;
import dev.voltaire.organisation.OrganisationUnitRepository;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// Whether somebody of a unit may decide about what they are paid back themselves.
@Path("/api/v1/org-units/{id}/four-eyes")
@Tag(name = "Reimbursements")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class FourEyesResource {
    private final SignedInCaller caller;
    private final OrganisationUnitRepository units;
    private final FourEyes fourEyes;

    @Inject
    FourEyesResource(SignedInCaller caller, OrganisationUnitRepository units, FourEyes fourEyes) {
        this.caller = caller;
        this.units = units;
        this.fourEyes = fourEyes;
    }

    @Schema(name = "FourEyesPolicy")
    public record PolicyBody(
            @Schema(description = "What the unit itself says; absent when it follows the units above it") @Nullable
            Boolean own,

            @Schema(description = "What holds: a second person is needed")
            boolean required) {
        static PolicyBody of(FourEyes.Policy policy) {
            return new PolicyBody(policy.own(), policy.required());
        }
    }

    /// Absent: as the units above say.
    @Schema(name = "FourEyesPolicyRequest")
    public record Request(@Nullable Boolean own) {}

    @GET
    @Transactional
    @Operation(
            summary = "Whether a second person is needed",
            description = "For agreements, prices, reviews and statements of one's own reimbursement.")
    @APIResponseSchema(PolicyBody.class)
    @APIResponse(responseCode = "404", description = "not-found: none, or outside the caller's units")
    public PolicyBody get(@RestPath UUID id) {
        return PolicyBody.of(fourEyes.of(units.get(id, caller.get().scope()).id()));
    }

    @PUT
    @RolesAllowed("PLATFORM_OPERATOR")
    @Transactional
    @Operation(
            summary = "Say whether a second person is needed",
            description =
                    "The platform operator only. Holds for the units below as far as they say nothing themselves.")
    @APIResponseSchema(PolicyBody.class)
    @APIResponse(responseCode = "404", description = "not-found")
    public PolicyBody put(@RestPath UUID id, @NotNull Request request) {
        UUID unit = units.get(id, caller.get().scope()).id();
        return PolicyBody.of(fourEyes.set(unit, request.own(), caller.get()));
    }
}
