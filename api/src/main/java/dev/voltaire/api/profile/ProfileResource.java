package dev.voltaire.api.profile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.api.http.MergePatch;
import dev.voltaire.api.http.Versioned;
import dev.voltaire.api.token.TokenBody;
import dev.voltaire.api.token.TokenRequestResource;
import dev.voltaire.api.user.Person;
import dev.voltaire.driver.Profile;
import dev.voltaire.driver.ProfileRepository;
import dev.voltaire.driver.Profiles;
import dev.voltaire.identity.User;
import dev.voltaire.identity.Users;
import dev.voltaire.listing.Page;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.problem.Violation;
import dev.voltaire.token.AccountClosing;
import dev.voltaire.token.CardOrdering;
import dev.voltaire.token.DriverOnboarding;
import dev.voltaire.token.Token;
import dev.voltaire.token.TokenRepository;
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

/// Drivers' contracts.
@Path("/api/v1/profiles")
@Tag(name = "Profiles")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class ProfileResource {
    private final SignedInCaller caller;
    private final Profiles profiles;
    private final ProfileRepository repository;
    private final Users users;
    private final DriverOnboarding onboarding;
    private final CardOrdering ordering;
    private final AccountClosing closing;
    private final TokenRepository tokens;
    private final MergePatch patches;

    @Inject
    ProfileResource(
            SignedInCaller caller,
            Profiles profiles,
            ProfileRepository repository,
            Users users,
            DriverOnboarding onboarding,
            CardOrdering ordering,
            AccountClosing closing,
            TokenRepository tokens,
            MergePatch patches) {
        this.caller = caller;
        this.profiles = profiles;
        this.repository = repository;
        this.users = users;
        this.onboarding = onboarding;
        this.ordering = ordering;
        this.closing = closing;
        this.tokens = tokens;
        this.patches = patches;
    }

    @GET
    @Operation(summary = "List profiles", description = "Sort: name, email, externalId, shared, createdAt.")
    @Parameter(name = "orgUnitId", in = ParameterIn.QUERY, description = "The unit and those below it")
    @Parameter(name = "userId", in = ParameterIn.QUERY)
    @Parameter(name = "shared", in = ParameterIn.QUERY)
    @Parameter(name = "status", in = ParameterIn.QUERY, description = "ACTIVE, SUSPENDED")
    @Parameter(name = "externalId", in = ParameterIn.QUERY)
    @Parameter(name = "createdFrom", in = ParameterIn.QUERY)
    @Parameter(name = "createdTo", in = ParameterIn.QUERY)
    public Page<ProfileBody.Row> list(@BeanParam ListParameters parameters) {
        return repository.list(parameters.toRequest(), caller.get().scope()).map(ProfileBody.Row::of);
    }

    @POST
    @Transactional
    @Operation(
            summary = "Create a profile",
            description =
                    "For a known user, or together with a new one. Issues a virtual token at once, and orders a card if"
                            + " wanted. All of it or nothing.")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ProfileBody.class)))
    @APIResponse(responseCode = "403", description = "access-denied: shared profiles are the operator's")
    @APIResponse(responseCode = "409", description = "email-already-used")
    @APIResponse(responseCode = "422", description = "validation-failed, token-type-not-available")
    public RestResponse<ProfileBody> create(@Valid @NotNull ProfileBody.Request request) {
        Profile profile = onboarding.onboard(
                driver(request), request.orgUnitId(), request.tabs().particulars(nameOf(request)), caller.get());
        ProfileBody.CardWish wish = request.tokenRequest();
        if (wish != null) {
            if (wish.type() != TokenRequestResource.OrderedType.CARD) {
                throw new ProblemException(Problem.TOKEN_TYPE_NOT_AVAILABLE);
            }
            ordering.order(List.of(profile.id()), caller.get());
        }
        repository.flush();
        return Versioned.created(body(profile), URI.create("/api/v1/profiles/" + profile.id()));
    }

    @GET
    @Path("/{id}")
    @Transactional
    @Operation(summary = "One profile")
    @APIResponseSchema(ProfileBody.class)
    @APIResponse(responseCode = "404", description = "not-found")
    public ProfileBody get(@RestPath UUID id) {
        return body(repository.get(id, caller.get().scope()));
    }

    @PATCH
    @Path("/{id}")
    @Consumes({MediaType.APPLICATION_JSON, MergePatch.MEDIA_TYPE})
    @Transactional
    @Operation(summary = "Change a profile's tabs")
    @RequestBody(content = @Content(schema = @Schema(implementation = ProfileBody.Details.class)))
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ProfileBody.class)))
    @APIResponse(responseCode = "412", description = "edit-conflict")
    @APIResponse(responseCode = "428", description = "precondition-required: If-Match is missing")
    public ProfileBody change(
            @RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @NotNull JsonNode patch) {
        Profile present = repository.get(id, caller.get().scope());
        ExpectedVersion expected = Versioned.expected(ifMatch);
        ProfileBody.Details wanted = patches.merge(ProfileBody.Details.class, ProfileBody.Details.of(present), patch);
        return body(
                profiles.change(id, expected, wanted.particulars(present.user().fullName()), caller.get()));
    }

    @GET
    @Path("/{id}/deletion-impact")
    @Operation(summary = "What deleting the profile would take along")
    public AccountClosing.Impact deletionImpact(@RestPath UUID id) {
        return closing.impactOfProfile(id, caller.get());
    }

    @DELETE
    @Path("/{id}")
    @ResponseStatus(204)
    @Operation(summary = "Delete a profile", description = "Deactivates its tokens for ever.")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "428", description = "confirmation-required: confirm=true is missing")
    public void delete(
            @RestPath UUID id, @QueryParam("confirm") @Parameter(description = "Must be true") boolean confirm) {
        if (!confirm) {
            throw new ProblemException(Problem.CONFIRMATION_REQUIRED);
        }
        closing.deleteProfile(id, caller.get());
    }

    @GET
    @Path("/{id}/tokens")
    @Transactional
    @Operation(summary = "The profile's tokens, oldest first")
    public List<TokenBody> tokens(@RestPath UUID id) {
        return tokens.of(repository.get(id, caller.get().scope())).stream()
                .map(token -> TokenBody.of(token, caller.get()))
                .toList();
    }

    @POST
    @Path("/{id}/tokens")
    @Transactional
    @ResponseStatus(201)
    @Operation(summary = "Issue one more virtual token", description = "Cards are ordered or assigned from stock.")
    @APIResponse(
            responseCode = "201",
            description = "Issued, active at once",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = TokenBody.class)))
    @APIResponse(responseCode = "409", description = "wrong-state: the profile is not active")
    public RestResponse<TokenBody> issueToken(@RestPath UUID id) {
        Token token = onboarding.issueVirtual(id, caller.get());
        tokens.flush();
        return Versioned.created(TokenBody.of(token, caller.get()), URI.create("/api/v1/tokens/" + token.id()));
    }

    private static DriverOnboarding.Driver driver(ProfileBody.Request request) {
        Person person = request.user();
        UUID userId = request.userId();
        if (person != null && userId == null) {
            mustBeTheUsers(request.email(), person.email());
            return new DriverOnboarding.NewUser(person.particulars());
        }
        if (person == null && userId != null) {
            return new DriverOnboarding.KnownUser(userId);
        }
        throw ProblemException.invalid(List.of(new Violation("userId", "validation.user-or-new-user")));
    }

    /// The name when the form leaves it empty. Also where a known user's address is compared with the form's.
    private String nameOf(ProfileBody.Request request) {
        Person person = request.user();
        UUID userId = request.userId();
        if (person != null) {
            return person.firstName().strip() + " " + person.lastName().strip();
        }
        if (userId == null) {
            throw ProblemException.invalid(List.of(new Violation("userId", "validation.required")));
        }
        User user = users.editable(userId, caller.get());
        mustBeTheUsers(request.email(), user.email());
        return user.fullName();
    }

    private static void mustBeTheUsers(@Nullable String email, String usersEmail) {
        if (email != null && !email.strip().equalsIgnoreCase(usersEmail.strip())) {
            throw ProblemException.invalid(List.of(new Violation("email", "validation.email-of-user")));
        }
    }

    private static ProfileBody body(Profile profile) {
        return ProfileBody.of(profile);
    }
}
