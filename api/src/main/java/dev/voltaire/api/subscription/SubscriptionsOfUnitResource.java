package dev.voltaire.api.subscription;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.subscription.Subscriptions;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// What a unit subscribes to and for how many profiles.
@Path("/api/v1/org-units/{id}")
@Tag(name = "Subscriptions")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class SubscriptionsOfUnitResource {
    private final SignedInCaller caller;
    private final Subscriptions subscriptions;

    @Inject
    SubscriptionsOfUnitResource(SignedInCaller caller, Subscriptions subscriptions) {
        this.caller = caller;
        this.subscriptions = subscriptions;
    }

    /// Profiles that existed on at least one day of the period, suspended ones included.
    @Schema(name = "ActiveProfiles")
    public record ActiveProfiles(LocalDate from, LocalDate to, long profiles) {}

    @GET
    @Path("/subscriptions")
    @Transactional
    @Operation(
            summary = "The subscriptions that may cover the unit's profiles, newest first",
            description = "Its own and those of the visible units above it; at a time, the nearest one holds.")
    @APIResponse(
            responseCode = "200",
            description = "All",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema =
                                    @Schema(type = SchemaType.ARRAY, implementation = SubscriptionResource.Body.class)))
    @APIResponse(responseCode = "404", description = "not-found")
    public List<SubscriptionResource.Body> subscriptions(@RestPath UUID id) {
        return subscriptions.covering(id, caller.get()).stream()
                .map(SubscriptionResource.Body::of)
                .toList();
    }

    @GET
    @Path("/active-profiles")
    @Operation(summary = "How many profiles the unit and those below it had in a period")
    @APIResponseSchema(ActiveProfiles.class)
    @APIResponse(responseCode = "400", description = "invalid-parameter: to is not after from")
    @APIResponse(responseCode = "404", description = "not-found")
    public ActiveProfiles activeProfiles(
            @RestPath UUID id,
            @QueryParam("from") @Parameter(required = true) @Nullable LocalDate from,
            @QueryParam("to") @Parameter(required = true, description = "Exclusive") @Nullable LocalDate to) {
        if (from == null) {
            throw new ProblemException(Problem.INVALID_PARAMETER, "from");
        }
        if (to == null || !to.isAfter(from)) {
            throw new ProblemException(Problem.INVALID_PARAMETER, "to");
        }
        return new ActiveProfiles(from, to, subscriptions.profilesActive(id, from, to, caller.get()));
    }
}
