package dev.voltaire.api.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.api.http.MergePatch;
import dev.voltaire.api.http.Versioned;
import dev.voltaire.listing.Page;
import dev.voltaire.subscription.SubscriptionTemplate;
import dev.voltaire.subscription.SubscriptionTemplateRepository;
import dev.voltaire.subscription.SubscriptionTemplates;
import dev.voltaire.value.ExpectedVersion;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// What the operator sells per profile and month.
@Path("/api/v1/subscription-templates")
@Tag(name = "Subscriptions")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class SubscriptionTemplateResource {
    private final SignedInCaller caller;
    private final SubscriptionTemplates templates;
    private final SubscriptionTemplateRepository repository;
    private final MergePatch patches;

    @Inject
    SubscriptionTemplateResource(
            SignedInCaller caller,
            SubscriptionTemplates templates,
            SubscriptionTemplateRepository repository,
            MergePatch patches) {
        this.caller = caller;
        this.templates = templates;
        this.repository = repository;
        this.patches = patches;
    }

    @GET
    @Operation(summary = "List subscription templates", description = "Sort: name, fee, status, createdAt.")
    @Parameter(name = "status", in = ParameterIn.QUERY, description = "ACTIVE, RETIRED")
    @Parameter(name = "currency", in = ParameterIn.QUERY)
    public Page<SubscriptionTemplateBody.Row> list(@BeanParam ListParameters parameters) {
        return repository.list(parameters.toRequest()).map(SubscriptionTemplateBody.Row::of);
    }

    @GET
    @Path("/{id}")
    @Transactional
    @Operation(summary = "One subscription template with its prices")
    @APIResponseSchema(SubscriptionTemplateBody.class)
    @APIResponse(responseCode = "404", description = "not-found")
    public SubscriptionTemplateBody get(@RestPath UUID id) {
        return body(repository.get(id));
    }

    @POST
    @RolesAllowed("PLATFORM_OPERATOR")
    @Transactional
    @Operation(summary = "Create a subscription template", description = "The platform operator only.")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = SubscriptionTemplateBody.class)))
    @APIResponse(responseCode = "409", description = "already-exists: an active template has this name")
    public RestResponse<SubscriptionTemplateBody> create(@Valid @NotNull SubscriptionTemplateBody.Request request) {
        SubscriptionTemplate template = templates.create(request.particulars(), request.fee());
        return Versioned.created(body(template), URI.create("/api/v1/subscription-templates/" + template.id()));
    }

    @PATCH
    @Path("/{id}")
    @RolesAllowed("PLATFORM_OPERATOR")
    @Consumes({MediaType.APPLICATION_JSON, MergePatch.MEDIA_TYPE})
    @Transactional
    @Operation(summary = "Change a template", description = "Prices are changed on their own.")
    @RequestBody(content = @Content(schema = @Schema(implementation = SubscriptionTemplateBody.Details.class)))
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = SubscriptionTemplateBody.class)))
    @APIResponse(responseCode = "409", description = "already-exists: an active template has this name")
    @APIResponse(responseCode = "412", description = "edit-conflict")
    @APIResponse(responseCode = "428", description = "precondition-required: If-Match is missing")
    public SubscriptionTemplateBody change(
            @RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @NotNull JsonNode patch) {
        SubscriptionTemplateBody.Details present = SubscriptionTemplateBody.Details.of(repository.get(id));
        ExpectedVersion expected = Versioned.expected(ifMatch);
        return body(templates.change(
                id,
                expected,
                patches.merge(SubscriptionTemplateBody.Details.class, present, patch)
                        .particulars()));
    }

    @POST
    @Path("/{id}/prices")
    @RolesAllowed("PLATFORM_OPERATOR")
    @Transactional
    @Operation(
            summary = "Change the fee from a day on",
            description = "Periods that begin on the day or later cost it. A price set for the same day is replaced.")
    @APIResponse(
            responseCode = "200",
            description = "Set",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = SubscriptionTemplateBody.class)))
    @APIResponse(responseCode = "409", description = "wrong-state: retired, or a period has its fee already")
    public SubscriptionTemplateBody price(@RestPath UUID id, @Valid @NotNull SubscriptionTemplateBody.Price price) {
        return body(
                templates.priceFrom(id, price.validFrom(), price.monthlyFee().toMoney("monthlyFee")));
    }

    @POST
    @Path("/{id}/retire")
    @RolesAllowed("PLATFORM_OPERATOR")
    @Transactional
    @Operation(summary = "Sell a template no more", description = "It goes on for the units that have it.")
    @APIResponse(
            responseCode = "200",
            description = "Retired",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = SubscriptionTemplateBody.class)))
    @APIResponse(responseCode = "409", description = "wrong-state: retired already")
    public SubscriptionTemplateBody retire(@RestPath UUID id) {
        SubscriptionTemplate template = templates.retire(id);
        repository.flush();
        return body(template);
    }

    private SubscriptionTemplateBody body(SubscriptionTemplate template) {
        return SubscriptionTemplateBody.of(template, caller.get());
    }
}
