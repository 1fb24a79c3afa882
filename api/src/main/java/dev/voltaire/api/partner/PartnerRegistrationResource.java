package dev.voltaire.api.partner;

import dev.voltaire.partner.Credential;
import dev.voltaire.partner.PartnerRegistering;
import dev.voltaire.partner.ProtocolVersion;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.problem.Violation;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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

/// The credentials exchange with a partner, started here. All three call the partner before they answer.
@Path("/api/v1/partners/{id}/registration")
@Tag(name = "Partners")
@RolesAllowed("PLATFORM_OPERATOR")
@RunOnVirtualThread
public class PartnerRegistrationResource {
    private final PartnerRegistering registering;

    @Inject
    PartnerRegistrationResource(PartnerRegistering registering) {
        this.registering = registering;
    }

    @Schema(name = "PartnerRegistrationRequest", description = "What the partner handed over for the registration")
    public record Registration(
            @Schema(description = "Where its OCPI versions are listed") @NotBlank @Size(max = 255)
            String versionsUrl,

            @Schema(description = "Its registration token (token A)") @NotBlank @Size(max = 64)
            String token) {
        @Override
        public String toString() {
            return "Registration[versionsUrl=" + versionsUrl + "]";
        }
    }

    @Schema(name = "PartnerRenewalRequest")
    public record Renewal(
            @Schema(description = "The OCPI version to move to, `2.2.1`; absent to stay with the present one") @Nullable
            String version) {}

    @Schema(name = "PartnerFarewell")
    public record Farewell(
            @Schema(description = "Whether the partner confirmed the end of the connection")
            boolean partnerTold,

            @Schema(description = "Why it did not") @Nullable
            String reason) {}

    @POST
    @ResponseStatus(204)
    @Operation(
            summary = "Register with a partner",
            description = "Reads its versions and endpoints, chooses the newest common version and exchanges"
                    + " credentials. The partner is connected afterwards.")
    @APIResponse(responseCode = "204", description = "Connected")
    @APIResponse(responseCode = "422", description = "validation-failed: not a token")
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "409", description = "wrong-state: connected already; partner-refused")
    @APIResponse(responseCode = "503", description = "partner-unanswered: it may have registered us or not")
    public void register(@RestPath UUID id, @Valid @NotNull Registration registration) {
        if (!Credential.isWellFormed(registration.token())) {
            throw ProblemException.invalid(List.of(new Violation("token", "validation.credentials-token")));
        }
        registering.register(id, registration.versionsUrl(), new Credential(registration.token()));
    }

    @PUT
    @ResponseStatus(204)
    @Operation(
            summary = "Renew the credentials of both sides",
            description = "New tokens, endpoints read again; the tokens before stay good until the new ones are used."
                    + " Also how a partner is moved to another version.")
    @APIResponse(responseCode = "204", description = "Renewed")
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "409", description = "wrong-state: not connected; partner-refused: all is as before")
    @APIResponse(responseCode = "503", description = "partner-unanswered: the tokens before stay good")
    public void renew(@RestPath UUID id, @Valid @NotNull Renewal renewal) {
        String number = renewal.version();
        ProtocolVersion version = number == null
                ? null
                : ProtocolVersion.of(number)
                        .orElseThrow(() -> ProblemException.invalid(
                                List.of(new Violation("version", "validation.unknown-protocol-version"))));
        registering.renew(id, version);
    }

    @DELETE
    @Operation(
            summary = "End the connection with a partner",
            description = "Nothing goes in or out afterwards, whether or not the partner could be told.")
    @APIResponse(
            responseCode = "200",
            description = "Disconnected",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Farewell.class)))
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "409", description = "wrong-state: not registered")
    public Farewell unregister(@RestPath UUID id) {
        String untold = registering.unregister(id).orElse(null);
        return new Farewell(untold == null, untold);
    }
}
