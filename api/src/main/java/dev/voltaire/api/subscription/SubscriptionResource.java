package dev.voltaire.api.subscription;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.api.http.Reference;
import dev.voltaire.listing.Page;
import dev.voltaire.subscription.Subscription;
import dev.voltaire.subscription.SubscriptionRepository;
import dev.voltaire.subscription.Subscriptions;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// Which unit has which template, from when to when.
@Path("/api/v1/subscriptions")
@Tag(name = "Subscriptions")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class SubscriptionResource {
    private final SignedInCaller caller;
    private final Subscriptions subscriptions;
    private final SubscriptionRepository repository;

    @Inject
    SubscriptionResource(SignedInCaller caller, Subscriptions subscriptions, SubscriptionRepository repository) {
        this.caller = caller;
        this.subscriptions = subscriptions;
        this.repository = repository;
    }

    /// A subscription; `endsOn` is exclusive and absent while it is open.
    @Schema(name = "Subscription")
    public record Body(
            UUID id,
            Reference template,
            Reference orgUnit,
            LocalDate startsOn,
            @Nullable LocalDate endsOn,
            String createdBy,
            Instant createdAt) {

        static Body of(Subscription subscription) {
            return new Body(
                    subscription.id(),
                    new Reference(
                            subscription.template().id(),
                            subscription.template().name()),
                    new Reference(
                            subscription.organisationUnit().id(),
                            subscription.organisationUnit().displayName()),
                    subscription.startsOn(),
                    subscription.endsOn(),
                    subscription.createdBy(),
                    subscription.createdAt());
        }

        static Body of(SubscriptionRepository.Summary row) {
            return new Body(
                    row.id(),
                    new Reference(row.templateId(), row.templateName()),
                    new Reference(row.unitId(), row.unitLabel()),
                    row.startsOn(),
                    row.endsOn(),
                    row.createdBy(),
                    row.createdAt());
        }
    }

    /// A template for a unit.
    @Schema(name = "SubscriptionRequest")
    public record Request(
            @NotNull UUID orgUnitId,
            @NotNull UUID templateId,
            @Nullable @Schema(description = "Absent: today") LocalDate startsOn) {}

    /// The first day that is not covered any more.
    @Schema(name = "SubscriptionEnd")
    public record End(@NotNull LocalDate endsOn) {}

    @GET
    @Operation(summary = "List subscriptions", description = "Sort: startsOn, endsOn, template, orgUnit.")
    @Parameter(name = "orgUnitId", in = ParameterIn.QUERY, description = "The unit and those below it")
    @Parameter(name = "templateId", in = ParameterIn.QUERY)
    public Page<Body> list(@BeanParam ListParameters parameters) {
        return repository.list(parameters.toRequest(), caller.get().scope()).map(Body::of);
    }

    @GET
    @Path("/{id}")
    @Transactional
    @Operation(summary = "One subscription")
    @APIResponseSchema(Body.class)
    @APIResponse(responseCode = "404", description = "not-found")
    public Body get(@RestPath UUID id) {
        return Body.of(repository.get(id, caller.get().scope()));
    }

    @POST
    @RolesAllowed("PLATFORM_OPERATOR")
    @Transactional
    @ResponseStatus(201)
    @Operation(
            summary = "Give a template to a unit",
            description = "It covers the profiles of the unit and of those below it that have no subscription of their"
                    + " own. The platform operator only.")
    @APIResponse(
            responseCode = "201",
            description = "Subscribed",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Body.class)))
    @APIResponse(responseCode = "400", description = "invalid-parameter: another currency than the unit's")
    @APIResponse(responseCode = "409", description = "already-exists: the unit has another from that day on")
    public Body subscribe(@Valid @NotNull Request request) {
        return Body.of(
                subscriptions.subscribe(request.orgUnitId(), request.templateId(), request.startsOn(), caller.get()));
    }

    @POST
    @Path("/{id}/end")
    @RolesAllowed("PLATFORM_OPERATOR")
    @Transactional
    @Operation(summary = "End a subscription", description = "The platform operator only.")
    @APIResponse(
            responseCode = "200",
            description = "Ends",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Body.class)))
    @APIResponse(responseCode = "409", description = "wrong-state: ended already, or its days have their fee")
    public Body end(@RestPath UUID id, @Valid @NotNull End end) {
        return Body.of(subscriptions.end(id, end.endsOn(), caller.get()));
    }
}
