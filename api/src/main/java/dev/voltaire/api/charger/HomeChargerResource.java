package dev.voltaire.api.charger;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.api.http.Reference;
import dev.voltaire.charger.Charger;
import dev.voltaire.charger.ChargerFindings;
import dev.voltaire.charger.ChargerList;
import dev.voltaire.charger.ChargerOnboarding;
import dev.voltaire.charger.Quirks;
import dev.voltaire.charger.Registration;
import dev.voltaire.listing.Page;
import dev.voltaire.organisation.Scope;
import dev.voltaire.reimbursement.onboarding.HomeOnboarding;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// Registering and looking after home chargers.
@Path("/api/v1/home-chargers")
@Tag(name = "Home chargers")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class HomeChargerResource {
    private final ChargerList chargers;
    private final ChargerOnboarding onboarding;
    private final HomeOnboarding homes;
    private final ChargerFindings findings;
    private final SignedInCaller caller;
    private final HomeChargerCredentials credentials;

    @Inject
    HomeChargerResource(
            ChargerList chargers,
            ChargerOnboarding onboarding,
            HomeOnboarding homes,
            ChargerFindings findings,
            SignedInCaller caller,
            HomeChargerCredentials credentials) {
        this.chargers = chargers;
        this.onboarding = onboarding;
        this.homes = homes;
        this.findings = findings;
        this.caller = caller;
        this.credentials = credentials;
    }

    /// A home charger in a list.
    @Schema(name = "HomeCharger")
    public record HomeCharger(
            UUID id,
            String identity,
            String name,
            Reference orgUnit,
            Registration registration,
            boolean online,
            @Nullable Instant lastSeenAt,
            @Nullable String brand,
            @Nullable String model,
            @Nullable String serialNumber,
            @Nullable String firmwareVersion,
            @Nullable String ocppVersion,
            @Nullable Instant lastBootAt,
            int findings,
            Instant createdAt,
            @Nullable Instant retiredAt) {
        static HomeCharger of(ChargerList.Summary charger) {
            return new HomeCharger(
                    charger.id(),
                    charger.identity(),
                    charger.name(),
                    new Reference(charger.unitId(), charger.unitLabel()),
                    charger.registration(),
                    charger.online(),
                    charger.lastSeenAt(),
                    charger.brand(),
                    charger.model(),
                    charger.serialNumber(),
                    charger.firmwareVersion(),
                    charger.ocppVersion(),
                    charger.lastBootAt(),
                    charger.findings(),
                    charger.createdAt(),
                    charger.retiredAt());
        }
    }

    /// A home charger with its connectors and settings.
    @Schema(name = "HomeChargerDetail")
    public record HomeChargerDetail(
            HomeCharger charger,

            @Schema(description = "Who may charge; empty for everybody of the organisation unit")
            Set<UUID> allowedProfileIds,

            Settings settings,
            List<ChargerList.Connector> connectors,

            @Schema(description = "The last tag that was refused, to be learned as somebody's card") @Nullable
            String lastRejectedTag) {}

    /// Where this charger's firmware needs other treatment than the rest.
    @Schema(name = "HomeChargerSettings")
    public record Settings(
            @Schema(description = "It names no sub-protocol and means OCPP 1.6")
            boolean assumeOcpp16,

            @Schema(description = "Refuse every schema deviation")
            boolean strict,

            @Schema(description = "Never send it TriggerMessage unasked")
            boolean noTrigger,

            @Min(5) @Max(3600) @Nullable Integer pingSeconds,
            @Min(10) @Max(86400) @Nullable Integer heartbeatSeconds) {}

    /// A charger to be registered.
    @Schema(name = "NewHomeCharger")
    public record NewHomeCharger(
            @Schema(description = "Its OCPP identity; absent for a random one") @Nullable @Size(max = 48)
            String identity,

            @NotNull UUID orgUnitId,
            @NotBlank @Size(max = 100) String name,
            @Nullable @Size(max = 100) Set<UUID> allowedProfileIds,
            @Nullable @Size(max = 50) String brand,
            @Nullable @Size(max = 50) String model,

            @Schema(description = "Of the model table: brings brand, model and quirks") @Nullable
            UUID modelId,

            @Schema(description = "Whose home it is") @Nullable
            UUID hostProfileId,

            @Valid @Nullable PlaceBody place,

            @Schema(description = "16 to 40 characters; absent for a random one") @Nullable
            String password) {
        @Override
        public String toString() {
            return "NewHomeCharger[name=" + name + "]";
        }
    }

    /// What the installer enters at the charger. The password is shown only here.
    @Schema(name = "HomeChargerCredentials")
    public record Credentials(UUID id, String identity, String url, String password) {
        @Override
        public String toString() {
            return "Credentials[id=" + id + "]";
        }
    }

    /// What may be changed; absent fields stay.
    @Schema(name = "HomeChargerChange")
    public record Change(
            @Nullable @Size(min = 1, max = 100) String name,
            @Nullable @Size(max = 100) Set<UUID> allowedProfileIds,
            @Valid @Nullable Settings settings) {}

    @GET
    @Operation(summary = "Home chargers")
    public Page<HomeCharger> list(@BeanParam ListParameters parameters) {
        return chargers.page(parameters.toRequest(), scope()).map(HomeCharger::of);
    }

    @POST
    @Transactional
    @ResponseStatus(201)
    @Operation(summary = "Register a home charger", description = "Returns its URL and password, once.")
    @APIResponse(
            responseCode = "201",
            description = "Registered",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Credentials.class)))
    @APIResponse(responseCode = "409", description = "already-exists: the identity is taken")
    public Credentials register(@Valid @NotNull NewHomeCharger wanted) {
        PlaceBody place = wanted.place();
        return credentials(homes.register(
                new HomeOnboarding.Wanted(
                        wanted.identity(),
                        wanted.orgUnitId(),
                        wanted.name(),
                        Objects.requireNonNullElse(wanted.allowedProfileIds(), Set.of()),
                        wanted.hostProfileId(),
                        wanted.modelId(),
                        wanted.brand(),
                        wanted.model(),
                        place == null ? null : place.place(),
                        wanted.password()),
                caller.get()));
    }

    @GET
    @Path("/{id}")
    @Transactional
    @Operation(summary = "A home charger with connectors and settings")
    public HomeChargerDetail get(@RestPath UUID id) {
        ChargerList.Summary summary = chargers.get(id, scope());
        Charger charger = chargers.charger(id, scope());
        Quirks quirks = charger.quirks();
        return new HomeChargerDetail(
                HomeCharger.of(summary),
                charger.allowedProfileIds(),
                new Settings(
                        quirks.assumeOcpp16(),
                        quirks.strict(),
                        quirks.noTrigger(),
                        quirks.pingSeconds(),
                        quirks.heartbeatSeconds()),
                chargers.connectors(id),
                summary.lastRejectedTag());
    }

    @PATCH
    @Path("/{id}")
    @Transactional
    @Operation(summary = "Rename it, say who may charge, or adapt to its firmware")
    public HomeChargerDetail change(@RestPath UUID id, @Valid @NotNull Change change) {
        chargers.charger(id, scope());
        if (change.name() != null) {
            onboarding.rename(id, change.name());
        }
        if (change.allowedProfileIds() != null) {
            onboarding.allow(id, change.allowedProfileIds());
        }
        if (change.settings() != null) {
            onboarding.behaves(
                    id,
                    new Quirks(
                            change.settings().assumeOcpp16(),
                            change.settings().strict(),
                            change.settings().noTrigger(),
                            change.settings().pingSeconds(),
                            change.settings().heartbeatSeconds()));
        }
        return get(id);
    }

    @DELETE
    @Path("/{id}")
    @Transactional
    @ResponseStatus(204)
    @Operation(summary = "Retire it for ever; its sessions stay")
    public void retire(@RestPath UUID id) {
        chargers.charger(id, scope());
        onboarding.retire(id);
    }

    @POST
    @Path("/{id}/password")
    @Transactional
    @Operation(summary = "Give it a new password", description = "The old one stops working at once.")
    public Credentials rotatePassword(@RestPath UUID id) {
        chargers.charger(id, scope());
        return credentials(onboarding.rotatePassword(id));
    }

    @GET
    @Path("/{id}/findings")
    @Transactional
    @Operation(summary = "What it does that it should not")
    public List<ChargerFindings.Finding> findings(@RestPath UUID id) {
        chargers.charger(id, scope());
        return findings.of(id);
    }

    private Scope scope() {
        return caller.get().scope();
    }

    private Credentials credentials(ChargerOnboarding.Registered registered) {
        Charger charger = registered.charger();
        return new Credentials(charger.id(), charger.identity(), credentials.url(registered), registered.password());
    }
}
