package dev.voltaire.api.charger;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.api.http.Versioned;
import dev.voltaire.charger.ChargerModels;
import dev.voltaire.listing.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// Models of home chargers and how they are connected.
@Path("/api/v1/home-charger-models")
@Tag(name = "Home chargers")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class ChargerModelResource {
    private final SignedInCaller caller;
    private final ChargerModels models;

    @Inject
    ChargerModelResource(SignedInCaller caller, ChargerModels models) {
        this.caller = caller;
        this.models = models;
    }

    /// What is known of a model. Brand and model stay as they were entered.
    @Schema(name = "HomeChargerModelRequest")
    public record Request(
            @NotBlank @Size(max = 50) String brand,
            @NotBlank @Size(max = 50) String model,

            @NotNull @Pattern(regexp = "ocpp1\\.6|ocpp2\\.0\\.1")
            String ocppVersion,

            boolean assumeOcpp16,
            boolean noTrigger,
            @Min(5) @Max(3600) @Nullable Integer pingSeconds,
            @Min(10) @Max(86400) @Nullable Integer heartbeatSeconds,

            @Schema(description = "What it reports when it asks nobody for a card") @Nullable @Size(max = 36)
            String fixedTag,

            @Nullable @Size(max = 2000) String instructions) {

        ChargerModels.Facts facts() {
            return new ChargerModels.Facts(
                    brand,
                    model,
                    ocppVersion,
                    assumeOcpp16,
                    noTrigger,
                    pingSeconds,
                    heartbeatSeconds,
                    fixedTag,
                    instructions);
        }
    }

    /// A model on record.
    @Schema(name = "HomeChargerModel")
    public record Body(
            UUID id,
            String brand,
            String model,
            String ocppVersion,
            boolean assumeOcpp16,
            boolean noTrigger,
            @Nullable Integer pingSeconds,
            @Nullable Integer heartbeatSeconds,
            @Nullable String fixedTag,
            @Nullable String instructions) {

        static Body of(ChargerModels.Model model) {
            ChargerModels.Facts facts = model.facts();
            return new Body(
                    model.id(),
                    facts.brand(),
                    facts.model(),
                    facts.ocppVersion(),
                    facts.assumeOcpp16(),
                    facts.noTrigger(),
                    facts.pingSeconds(),
                    facts.heartbeatSeconds(),
                    facts.fixedTag(),
                    facts.instructions());
        }
    }

    @GET
    @Operation(summary = "Models of home chargers", description = "Sort: brand, model.")
    @Parameter(name = "brand", in = ParameterIn.QUERY)
    @Parameter(name = "ocppVersion", in = ParameterIn.QUERY, description = "ocpp1.6, ocpp2.0.1")
    public Page<Body> list(@BeanParam ListParameters parameters) {
        return models.list(parameters.toRequest()).map(Body::of);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One model")
    @APIResponseSchema(Body.class)
    @APIResponse(responseCode = "404", description = "not-found")
    public RestResponse<Body> get(@RestPath UUID id) {
        return answer(models.get(id));
    }

    @POST
    @RolesAllowed("PLATFORM_OPERATOR")
    @Operation(summary = "Enter a model")
    @APIResponse(
            responseCode = "201",
            description = "Entered",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Body.class)))
    @APIResponse(responseCode = "409", description = "already-exists")
    public RestResponse<Body> enter(@Valid @NotNull Request request) {
        ChargerModels.Model model = models.enter(request.facts(), caller.get().label());
        return Versioned.created(
                Body.of(model), model.version(), URI.create("/api/v1/home-charger-models/" + model.id()));
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed("PLATFORM_OPERATOR")
    @Operation(
            summary = "Change what is known of a model",
            description = "Chargers registered before stay as they are.")
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Body.class)))
    @APIResponse(responseCode = "412", description = "edit-conflict")
    public RestResponse<Body> change(
            @RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull Request request) {
        return answer(models.change(id, Versioned.expected(ifMatch), request.facts()));
    }

    private static RestResponse<Body> answer(ChargerModels.Model model) {
        return Versioned.ok(Body.of(model), model.version());
    }
}
