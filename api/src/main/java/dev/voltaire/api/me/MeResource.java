package dev.voltaire.api.me;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.Locales;
import dev.voltaire.api.http.Reference;
import dev.voltaire.driver.Profile;
import dev.voltaire.driver.ProfileRepository;
import dev.voltaire.identity.Caller;
import dev.voltaire.identity.OwnAccount;
import dev.voltaire.identity.Role;
import dev.voltaire.identity.User;
import dev.voltaire.organisation.OrganisationUnit;
import dev.voltaire.organisation.OrganisationUnitRepository;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/// The signed-in person.
@Path("/api/v1/me")
@Tag(name = "Me")
@Authenticated
@RunOnVirtualThread
public class MeResource {
    private final SignedInCaller caller;
    private final OwnAccount account;
    private final OwnLanguage languages;
    private final OrganisationUnitRepository units;
    private final ProfileRepository profiles;

    @Inject
    MeResource(
            SignedInCaller caller,
            OwnAccount account,
            OwnLanguage languages,
            OrganisationUnitRepository units,
            ProfileRepository profiles) {
        this.caller = caller;
        this.account = account;
        this.languages = languages;
        this.units = units;
        this.profiles = profiles;
    }

    /// What the header and the menu of the portal are drawn from.
    @Schema(name = "Me")
    public record Me(
            UUID id,
            String email,
            String firstName,
            String lastName,
            String initials,

            @Schema(description = "Own choice, or the organisation unit's language")
            String locale,

            boolean vatVisible,
            Set<Role> roles,
            @Schema(description = "What the menu may offer") Set<Permission> permissions,
            List<Reference> orgUnits,
            @Nullable UUID activeProfileId) {}

    /// What may be changed here. An absent locale means: the organisation unit's language.
    public record MeChange(
            @Nullable @Schema(description = "en, fr, nl, de or it; null for the organisation unit's")
            String locale) {}

    /// One of the caller's contracts.
    @Schema(name = "OwnProfile")
    public record OwnProfile(UUID id, String name, Reference orgUnit, boolean active) {}

    /// Which contract the app charges with.
    public record ActiveProfile(@NotNull UUID profileId) {}

    @GET
    @Transactional
    @Operation(summary = "The signed-in user with roles, permissions and organisation units")
    public Me me() {
        return body(account.of(caller.get()), caller.get());
    }

    @PATCH
    @Transactional
    @Operation(summary = "Choose the own language")
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Me.class)))
    @APIResponse(responseCode = "422", description = "validation-failed: an unknown language")
    public Me change(@Valid @NotNull MeChange change) {
        return body(account.speak(caller.get(), Locales.parseOptional(change.locale(), "locale")), caller.get());
    }

    @POST
    @Path("/sign-out-everywhere")
    @ResponseStatus(204)
    @Operation(summary = "End all own sessions, this one included")
    @APIResponse(responseCode = "204", description = "Every session has ended")
    public void signOutEverywhere() {
        account.signOutEverywhere(caller.get());
    }

    @GET
    @Path("/profiles")
    @Transactional
    @Operation(summary = "Own profiles")
    public List<OwnProfile> profiles() {
        User user = account.of(caller.get());
        return profiles.of(user).stream()
                .map(profile -> new OwnProfile(
                        profile.id(),
                        profile.name(),
                        new Reference(
                                profile.organisationUnit().id(),
                                profile.organisationUnit().displayName()),
                        profile.id().equals(user.activeProfileId())))
                .toList();
    }

    @PUT
    @Path("/active-profile")
    @Transactional
    @ResponseStatus(204)
    @Operation(summary = "Choose the profile the app charges with")
    @APIResponse(responseCode = "204", description = "Chosen")
    @APIResponse(responseCode = "404", description = "not-found: no own profile with this id")
    @APIResponse(responseCode = "409", description = "wrong-state: the profile is not active")
    public void chooseProfile(@Valid @NotNull ActiveProfile choice) {
        Profile profile = profiles.ownedBy(caller.get().userId(), choice.profileId());
        profile.mustBeActive();
        profile.user().driveAs(profile.id());
    }

    private Me body(User user, Caller.SignedIn signedIn) {
        List<OrganisationUnit> own = units.all(user.organisationUnitIds());
        return new Me(
                user.id(),
                user.email(),
                user.firstName(),
                user.lastName(),
                initials(user),
                languages.of(user, own).tag(),
                vatVisible(user, own),
                new TreeSet<>(signedIn.roles()),
                Permission.of(signedIn.roles()),
                own.stream()
                        .map(unit -> new Reference(unit.id(), unit.displayName()))
                        .toList(),
                user.activeProfileId());
    }

    private static boolean vatVisible(User user, List<OrganisationUnit> units) {
        return switch (user.vatVisibility()) {
            case VISIBLE -> true;
            case HIDDEN -> false;
            case INHERIT -> units.stream().anyMatch(OrganisationUnit::vatVisible);
        };
    }

    private static String initials(User user) {
        return Stream.of(user.firstName(), user.lastName())
                .filter(name -> !name.isBlank())
                .map(name -> name.strip().substring(0, 1).toUpperCase(Locale.ROOT))
                .reduce("", String::concat);
    }
}
