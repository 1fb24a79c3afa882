package dev.voltaire.api.charger;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.charger.ChargerOnboarding;
import dev.voltaire.charger.ChargerPlaces;
import dev.voltaire.reimbursement.onboarding.CardLearning;
import dev.voltaire.reimbursement.onboarding.HomeOnboarding;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// The chargers at the signed-in driver's home. Their OCPP identity is shown nowhere but at the end of the address that
/// is entered at the charger, once.
@Path("/api/v1/me/home-chargers")
@Tag(name = "Me")
@Authenticated
@RunOnVirtualThread
public class OwnHomeChargerResource {
    private final SignedInCaller caller;
    private final HomeOnboarding onboarding;
    private final CardLearning learning;
    private final ChargerPlaces places;
    private final HomeChargerCredentials credentials;

    @Inject
    OwnHomeChargerResource(
            SignedInCaller caller,
            HomeOnboarding onboarding,
            CardLearning learning,
            ChargerPlaces places,
            HomeChargerCredentials credentials) {
        this.caller = caller;
        this.onboarding = onboarding;
        this.learning = learning;
        this.places = places;
        this.credentials = credentials;
    }

    /// A charger the driver brings under an agreement that the employer approved.
    @Schema(name = "OwnHomeChargerRequest")
    public record Request(
            @NotNull UUID agreementId,
            @NotBlank @Size(max = 100) String name,
            @Nullable UUID modelId,
            @Valid @Nullable PlaceBody place) {}

    /// What the driver enters at the charger. Shown only here.
    @Schema(name = "OwnHomeChargerCredentials")
    public record Credentials(UUID id, String url, String password) {
        @Override
        public String toString() {
            return "Credentials[id=" + id + "]";
        }
    }

    @GET
    @Operation(summary = "Own home chargers")
    public List<ChargerPlaces.Hosted> list() {
        return places.hostedBy(caller.get().userId());
    }

    @POST
    @ResponseStatus(201)
    @Operation(
            summary = "Register the own charger under an approved agreement",
            description = "Returns its address and password, once. The agreement is active from then on.")
    @APIResponse(
            responseCode = "201",
            description = "Registered",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Credentials.class)))
    @APIResponse(responseCode = "404", description = "not-found: no own agreement, or no such model")
    @APIResponse(responseCode = "409", description = "wrong-state: not approved, or with a charger already")
    public Credentials register(@Valid @NotNull Request request) {
        PlaceBody place = request.place();
        return body(onboarding.registerOwn(
                request.agreementId(),
                request.name(),
                request.modelId(),
                place == null ? null : place.place(),
                caller.get()));
    }

    @POST
    @Path("/{id}/password")
    @Operation(summary = "Give the own charger a new password", description = "The old one stops working at once.")
    @APIResponse(
            responseCode = "200",
            description = "Shown only here",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Credentials.class)))
    @APIResponse(responseCode = "404", description = "not-found")
    public Credentials rotatePassword(@RestPath UUID id) {
        return body(onboarding.rotateOwnPassword(id, caller.get()));
    }

    @POST
    @Path("/{id}/learned-card")
    @Operation(summary = "Make the card just held to the own charger an own card", description = "Within ten minutes.")
    @APIResponse(
            responseCode = "200",
            description = "Works from now on",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = HomeChargerOnboardingResource.Learned.class)))
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "409", description = "no-card-to-learn, token-uid-already-used, physical-token-exists")
    public HomeChargerOnboardingResource.Learned learn(@RestPath UUID id) {
        return HomeChargerOnboardingResource.Learned.of(learning.learnOwn(id, caller.get()));
    }

    private Credentials body(ChargerOnboarding.Registered registered) {
        return new Credentials(registered.charger().id(), credentials.url(registered), registered.password());
    }
}
