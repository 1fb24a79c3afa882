package dev.voltaire.api.user;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.api.http.MergePatch;
import dev.voltaire.api.http.Versioned;
import dev.voltaire.api.user.UserBody.Action;
import dev.voltaire.identity.Caller;
import dev.voltaire.identity.User;
import dev.voltaire.identity.UserRepository;
import dev.voltaire.identity.Users;
import dev.voltaire.legal.Consents;
import dev.voltaire.listing.Page;
import dev.voltaire.organisation.OrganisationUnit;
import dev.voltaire.organisation.OrganisationUnitRepository;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
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
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
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

/// The accounts of a customer's people.
@Path("/api/v1/users")
@Tag(name = "Users")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class UserResource {
    private final SignedInCaller caller;
    private final Users users;
    private final UserRepository repository;
    private final OrganisationUnitRepository units;
    private final AccountClosing closing;
    private final Consents consents;
    private final MergePatch patches;

    @Inject
    UserResource(
            SignedInCaller caller,
            Users users,
            UserRepository repository,
            OrganisationUnitRepository units,
            AccountClosing closing,
            Consents consents,
            MergePatch patches) {
        this.caller = caller;
        this.users = users;
        this.repository = repository;
        this.units = units;
        this.closing = closing;
        this.consents = consents;
        this.patches = patches;
    }

    @GET
    @Operation(
            summary = "List users",
            description = "Sort: email, firstName, lastName, emailConfirmed, active, createdAt.")
    @Parameter(name = "role", in = ParameterIn.QUERY, description = "One or more, comma-separated")
    @Parameter(name = "emailConfirmed", in = ParameterIn.QUERY)
    @Parameter(name = "active", in = ParameterIn.QUERY)
    @Parameter(name = "orgUnitId", in = ParameterIn.QUERY, description = "The unit and those below it")
    @Parameter(name = "createdFrom", in = ParameterIn.QUERY)
    @Parameter(name = "createdTo", in = ParameterIn.QUERY)
    public Page<UserBody.Row> list(@BeanParam ListParameters parameters) {
        return repository
                .list(parameters.toRequest(), caller.get().scope())
                .map(user -> UserBody.Row.of(user, caller.get()));
    }

    @POST
    @Transactional
    @Operation(summary = "Create a user and mail the invitation")
    @APIResponse(
            responseCode = "201",
            description = "Created and invited",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = UserBody.class)))
    @APIResponse(responseCode = "403", description = "role-not-grantable")
    @APIResponse(responseCode = "409", description = "email-already-used")
    public RestResponse<UserBody> create(@Valid @NotNull UserBody.Request request) {
        User user = users.create(request.particulars(), request.roles(), request.orgUnitIds(), caller.get());
        return Versioned.created(body(user), URI.create("/api/v1/users/" + user.id()));
    }

    @GET
    @Path("/{id}")
    @Transactional
    @Operation(summary = "One user")
    @APIResponseSchema(UserBody.class)
    @APIResponse(responseCode = "404", description = "not-found")
    public UserBody get(@RestPath UUID id) {
        return body(repository.get(id, caller.get().scope()));
    }

    @PATCH
    @Path("/{id}")
    @Consumes({MediaType.APPLICATION_JSON, MergePatch.MEDIA_TYPE})
    @Transactional
    @Operation(
            summary = "Change a user",
            description = "A changed address must be confirmed again. A changed role or unit signs the user out.")
    @RequestBody(content = @Content(schema = @Schema(implementation = UserBody.Request.class)))
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = UserBody.class)))
    @APIResponse(responseCode = "409", description = "email-already-used")
    @APIResponse(responseCode = "412", description = "edit-conflict")
    @APIResponse(responseCode = "428", description = "precondition-required: If-Match is missing")
    public UserBody change(
            @RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @NotNull JsonNode patch) {
        User present = repository.get(id, caller.get().scope());
        ExpectedVersion expected = Versioned.expected(ifMatch);
        boolean wasActive = present.active();
        UserBody.Request wanted = patches.merge(UserBody.Request.class, UserBody.Request.of(present), patch);
        User user = users.change(id, expected, wanted.particulars(), wanted.roles(), wanted.orgUnitIds(), caller.get());
        if (wasActive != user.active()) {
            closing.holderChanged(user, caller.get());
        }
        return body(user);
    }

    @GET
    @Path("/{id}/consents")
    @Transactional
    @Operation(summary = "What the user ever accepted, newest first")
    @APIResponse(
            responseCode = "200",
            description = "The consents",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = SchemaType.ARRAY, implementation = UserBody.GivenConsent.class)))
    @APIResponse(responseCode = "404", description = "not-found")
    public List<UserBody.GivenConsent> consents(@RestPath UUID id) {
        return consents.given(repository.get(id, caller.get().scope()).id()).stream()
                .map(UserBody.GivenConsent::of)
                .toList();
    }

    @GET
    @Path("/{id}/deletion-impact")
    @Operation(summary = "What deleting the user would take along")
    public AccountClosing.Impact deletionImpact(@RestPath UUID id) {
        return closing.impactOfUser(id, caller.get());
    }

    @DELETE
    @Path("/{id}")
    @ResponseStatus(204)
    @Operation(
            summary = "Delete a user",
            description = "Deletes the profiles and deactivates their tokens for ever; frees the e-mail address.")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "428", description = "confirmation-required: confirm=true is missing")
    public void delete(
            @RestPath UUID id, @QueryParam("confirm") @Parameter(description = "Must be true") boolean confirm) {
        if (!confirm) {
            throw new ProblemException(Problem.CONFIRMATION_REQUIRED);
        }
        closing.deleteUser(id, caller.get());
    }

    @POST
    @Path("/{id}/erase")
    @RolesAllowed({"ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
    @ResponseStatus(204)
    @Operation(
            summary = "Delete a user and forget who it was",
            description =
                    "As deletion; and name and addresses are taken out of what has to stay for sessions, orders and"
                            + " invoices.")
    @APIResponse(responseCode = "204", description = "Erased")
    @APIResponse(responseCode = "428", description = "confirmation-required: confirm=true is missing")
    public void erase(
            @RestPath UUID id, @QueryParam("confirm") @Parameter(description = "Must be true") boolean confirm) {
        if (!confirm) {
            throw new ProblemException(Problem.CONFIRMATION_REQUIRED);
        }
        closing.eraseUser(id, caller.get());
    }

    @POST
    @Path("/{id}/resend-invitation")
    @ResponseStatus(202)
    @Operation(summary = "Mail the invitation or confirmation again", description = "Earlier links stop working.")
    @APIResponse(responseCode = "202", description = "Will be sent")
    @APIResponse(responseCode = "409", description = "wrong-state: nothing is left to confirm")
    public void resendInvitation(@RestPath UUID id) {
        users.resendInvitation(id, caller.get());
    }

    @POST
    @Path("/{id}/unlock")
    @Transactional
    @Operation(summary = "End a lockout after wrong passwords")
    public UserBody unlock(@RestPath UUID id) {
        User user = users.unlock(id, caller.get());
        repository.flush();
        return body(user);
    }

    @POST
    @Path("/{id}/sign-out")
    @Transactional
    @Operation(summary = "End all sessions of a user")
    public UserBody signOut(@RestPath UUID id) {
        User user = users.signOut(id, caller.get());
        repository.flush();
        return body(user);
    }

    @POST
    @Path("/{id}/reset-second-factor")
    @Transactional
    @Operation(
            summary = "Turn off the second factor of a user who lost it",
            description = "Signs the user out everywhere.")
    public UserBody resetSecondFactor(@RestPath UUID id) {
        User user = users.resetSecondFactor(id, caller.get());
        repository.flush();
        return body(user);
    }

    private UserBody body(User user) {
        Caller.SignedIn by = caller.get();
        List<OrganisationUnit> visible = units.all(user.organisationUnitIds()).stream()
                .filter(unit -> by.scope().contains(unit.path()))
                .toList();
        boolean editable = by.mayGrant(user.roles())
                && visible.size() == user.organisationUnitIds().size();
        List<Action> actions = UserBody.allowed(
                editable,
                user.id().equals(by.userId()),
                !user.hasPassword() || user.emailConfirmedAt() == null,
                user.lockedUntil() != null);
        return UserBody.of(user, visible, actions);
    }
}
