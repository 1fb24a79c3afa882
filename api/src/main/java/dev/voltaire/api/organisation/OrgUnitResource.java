package dev.voltaire.api.organisation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.api.http.MergePatch;
import dev.voltaire.api.http.Versioned;
import dev.voltaire.api.organisation.OrgUnitBody.Action;
import dev.voltaire.identity.Caller;
import dev.voltaire.identity.Role;
import dev.voltaire.listing.Page;
import dev.voltaire.organisation.OrganisationUnit;
import dev.voltaire.organisation.OrganisationUnitRepository;
import dev.voltaire.organisation.OrganisationUnits;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.problem.Violation;
import dev.voltaire.token.AccountClosing;
import dev.voltaire.value.ExpectedVersion;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// The tree of organisation units.
@Path("/api/v1/org-units")
@Tag(name = "Organisation units")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class OrgUnitResource {
    private final SignedInCaller caller;
    private final OrganisationUnits units;
    private final OrganisationUnitRepository repository;
    private final AccountClosing closing;
    private final MergePatch patches;

    @Inject
    OrgUnitResource(
            SignedInCaller caller,
            OrganisationUnits units,
            OrganisationUnitRepository repository,
            AccountClosing closing,
            MergePatch patches) {
        this.caller = caller;
        this.units = units;
        this.repository = repository;
        this.closing = closing;
        this.patches = patches;
    }

    /// A unit with those below it.
    @Schema(name = "OrgUnitNode")
    public record Node(UUID id, String label, OrganisationUnit.Status status, boolean matches, List<Node> children) {}

    @GET
    @Operation(summary = "List organisation units", description = "Sort: name, number, customerNumber, createdAt.")
    @Parameter(name = "status", in = ParameterIn.QUERY, description = "ACTIVE, CLOSED")
    @Parameter(name = "country", in = ParameterIn.QUERY)
    @Parameter(name = "parentId", in = ParameterIn.QUERY)
    @Parameter(name = "orgUnitId", in = ParameterIn.QUERY, description = "The unit and those below it")
    @Parameter(name = "createdFrom", in = ParameterIn.QUERY)
    @Parameter(name = "createdTo", in = ParameterIn.QUERY)
    public Page<OrganisationUnitRepository.Summary> list(@BeanParam ListParameters parameters) {
        return repository.list(parameters.toRequest(), caller.get().scope());
    }

    @GET
    @Path("/tree")
    @Transactional
    @Operation(
            summary = "The visible tree",
            description = "With q only the branches that lead to a match; matches are marked.")
    public List<Node> tree(@QueryParam("q") @Nullable String q) {
        return OrgUnitTree.of(repository.tree(caller.get().scope()), q);
    }

    @GET
    @Path("/{id}")
    @Transactional
    @Operation(summary = "One organisation unit")
    @APIResponseSchema(OrgUnitBody.class)
    @APIResponse(responseCode = "404", description = "not-found: none, or outside the caller's units")
    public OrgUnitBody get(@RestPath UUID id) {
        return body(repository.get(id, caller.get().scope()));
    }

    @POST
    @RolesAllowed("PLATFORM_OPERATOR")
    @Transactional
    @Operation(summary = "Create an organisation unit", description = "The platform operator only.")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = OrgUnitBody.class)))
    @APIResponse(responseCode = "409", description = "wrong-state: the parent is closed")
    public RestResponse<OrgUnitBody> create(@Valid @NotNull OrgUnitBody.Request request) {
        OrganisationUnit unit = units.create(
                request.parentId(),
                request.name(),
                request.customerNumber(),
                request.defaults(),
                caller.get().scope());
        repository.flush();
        return Versioned.created(body(unit), URI.create("/api/v1/org-units/" + unit.id()));
    }

    @PATCH
    @Path("/{id}")
    @RolesAllowed("PLATFORM_OPERATOR")
    @Consumes({MediaType.APPLICATION_JSON, MergePatch.MEDIA_TYPE})
    @Transactional
    @Operation(summary = "Change name, numbers and defaults", description = "The platform operator only.")
    @RequestBody(content = @Content(schema = @Schema(implementation = OrgUnitBody.Request.class)))
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = OrgUnitBody.class)))
    @APIResponse(responseCode = "412", description = "edit-conflict")
    @APIResponse(responseCode = "428", description = "precondition-required: If-Match is missing")
    public OrgUnitBody change(
            @RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @NotNull JsonNode patch) {
        OrgUnitBody.Request present =
                OrgUnitBody.Request.of(repository.get(id, caller.get().scope()));
        ExpectedVersion expected = Versioned.expected(ifMatch);
        OrgUnitBody.Request wanted = patches.merge(OrgUnitBody.Request.class, present, patch);
        if (!Objects.equals(wanted.parentId(), present.parentId())) {
            throw ProblemException.invalid(List.of(new Violation("parentId", "validation.cannot-change")));
        }
        return body(units.change(
                id,
                expected,
                wanted.name(),
                wanted.customerNumber(),
                wanted.defaults(),
                caller.get().scope()));
    }

    @PATCH
    @Path("/{id}/billing")
    @RolesAllowed({"ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
    @Consumes({MediaType.APPLICATION_JSON, MergePatch.MEDIA_TYPE})
    @Transactional
    @Operation(
            summary = "Fill in or change the billing account",
            description = "Postal code, VAT and registration number are checked by country, the IBAN by its digits.")
    @RequestBody(content = @Content(schema = @Schema(implementation = OrgUnitBody.Billing.class)))
    @APIResponse(
            responseCode = "200",
            description = "Set",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = OrgUnitBody.class)))
    @APIResponse(responseCode = "412", description = "edit-conflict")
    @APIResponse(responseCode = "428", description = "precondition-required: If-Match is missing")
    public OrgUnitBody bill(
            @RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @NotNull JsonNode patch) {
        OrganisationUnit present = repository.get(id, caller.get().scope());
        ExpectedVersion expected = Versioned.expected(ifMatch);
        OrgUnitBody.Billing wanted =
                patches.merge(OrgUnitBody.Billing.class, OrgUnitBody.Billing.of(present.billing()), patch);
        return body(units.bill(id, expected, wanted.toAccount(), caller.get().scope()));
    }

    @POST
    @Path("/{id}/close")
    @RolesAllowed("PLATFORM_OPERATOR")
    @Transactional
    @Operation(
            summary = "Close a unit and all below it",
            description = "The platform operator only. Deactivates their tokens for ever; cannot be undone.")
    @APIResponse(
            responseCode = "200",
            description = "Closed",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = OrgUnitBody.class)))
    @APIResponse(responseCode = "409", description = "wrong-state: closed already")
    public OrgUnitBody close(@RestPath UUID id) {
        OrganisationUnit unit = closing.closeUnit(id, caller.get());
        repository.flush();
        return body(unit);
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed("PLATFORM_OPERATOR")
    @ResponseStatus(204)
    @Transactional
    @Operation(
            summary = "Close a unit and all below it",
            description =
                    "The platform operator only. Units are never removed: the same as POST /org-units/{id}/close.")
    @APIResponse(responseCode = "204", description = "Closed")
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "409", description = "wrong-state: closed already")
    @APIResponse(responseCode = "428", description = "confirmation-required: confirm=true is missing")
    public void delete(
            @RestPath UUID id, @QueryParam("confirm") @Parameter(description = "Must be true") boolean confirm) {
        if (!confirm) {
            throw new ProblemException(Problem.CONFIRMATION_REQUIRED);
        }
        closing.closeUnit(id, caller.get());
    }

    private OrgUnitBody body(OrganisationUnit unit) {
        return OrgUnitBody.of(unit, allowed(unit, caller.get()));
    }

    private static List<Action> allowed(OrganisationUnit unit, Caller.SignedIn by) {
        List<Action> actions = new ArrayList<>();
        if (unit.status() == OrganisationUnit.Status.ACTIVE) {
            if (by.isOperator()) {
                actions.addAll(List.of(Action.EDIT, Action.ADD_CHILD, Action.CLOSE));
            }
            if (by.isOperator() || by.roles().contains(Role.ORG_UNIT_ADMIN)) {
                actions.add(Action.EDIT_BILLING);
            }
        }
        return actions;
    }
}
