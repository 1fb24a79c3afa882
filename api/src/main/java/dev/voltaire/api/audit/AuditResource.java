package dev.voltaire.api.audit;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.audit.AuditLog;
import dev.voltaire.listing.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Who changed what.
@Path("/api/v1/audit-events")
@Tag(name = "Audit")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class AuditResource {
    private final SignedInCaller caller;
    private final AuditLog log;

    @Inject
    AuditResource(SignedInCaller caller, AuditLog log) {
        this.caller = caller;
        this.log = log;
    }

    @GET
    @Operation(
            summary = "The audit log of the caller's units",
            description =
                    "Append-only and hash-chained; `chained` tells whether the chain holds the event yet. Sort: at.")
    @Parameter(name = "entityType", in = ParameterIn.QUERY, example = "token")
    @Parameter(name = "entityId", in = ParameterIn.QUERY)
    @Parameter(name = "action", in = ParameterIn.QUERY, example = "token-deactivated")
    @Parameter(name = "actorId", in = ParameterIn.QUERY)
    @Parameter(name = "orgUnitId", in = ParameterIn.QUERY)
    @Parameter(name = "atFrom", in = ParameterIn.QUERY)
    @Parameter(name = "atTo", in = ParameterIn.QUERY)
    public Page<AuditLog.Entry> list(@BeanParam ListParameters parameters) {
        return log.list(parameters.toRequest(), caller.get().scope().condition("a.organisation_unit_id"));
    }
}
