package dev.voltaire.api.me;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.identity.Caller;
import dev.voltaire.identity.SecondFactors;
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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/// The own second factor: one-time passwords of an authenticator app (RFC 6238).
@Path("/api/v1/me/second-factor")
@Tag(name = "Me")
@Authenticated
@RunOnVirtualThread
public class SecondFactorResource {
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final SignedInCaller caller;
    private final SecondFactors factors;

    @Inject
    SecondFactorResource(SignedInCaller caller, SecondFactors factors) {
        this.caller = caller;
        this.factors = factors;
    }

    /// Whether sign-in asks for it.
    @Schema(name = "SecondFactor")
    public record State(boolean on, int recoveryCodesLeft) {}

    /// What the authenticator app needs.
    @Schema(name = "SecondFactorSecret")
    public record Enrolment(
            @Schema(description = "Base32, to type") String secret,

            @Schema(description = "otpauth URI, to show as a QR code")
            String uri) {}

    /// Six digits of the app, or a recovery code.
    @Schema(name = "SecondFactorCode")
    public record Code(@NotBlank @Size(max = 40) String code) {}

    /// Each works once instead of the app.
    @Schema(name = "RecoveryCodes")
    public record RecoveryCodes(
            @Schema(description = "Shown this once") List<String> recoveryCodes) {}

    @GET
    @Operation(summary = "Whether the second factor is on")
    public State state() {
        SecondFactors.State state = factors.state(caller.get().userId());
        return new State(state.on(), state.recoveryCodesLeft());
    }

    @POST
    @Path("/enrol")
    @Operation(
            summary = "Get a secret for an authenticator app",
            description = "Nothing is asked at sign-in until a code confirms it.")
    @APIResponse(
            responseCode = "200",
            description = "A new secret",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Enrolment.class)))
    @APIResponse(responseCode = "409", description = "wrong-state: it is on already")
    public Enrolment enrol() {
        Caller.SignedIn signedIn = caller.get();
        String secret = base32(factors.enrol(signedIn));
        String account =
                URLEncoder.encode(signedIn.label(), StandardCharsets.UTF_8).replace("+", "%20");
        return new Enrolment(secret, "otpauth://totp/Voltaire:%s?secret=%s&issuer=Voltaire".formatted(account, secret));
    }

    @POST
    @Path("/confirm")
    @Operation(summary = "Turn the second factor on with a code of the app")
    @APIResponse(
            responseCode = "200",
            description = "On",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = RecoveryCodes.class)))
    @APIResponse(responseCode = "409", description = "wrong-state: get a secret first, or it is on already")
    @APIResponse(responseCode = "422", description = "second-factor-wrong")
    public RecoveryCodes confirm(@Valid @NotNull Code code) {
        return new RecoveryCodes(factors.confirm(code.code(), caller.get()));
    }

    @POST
    @Path("/recovery-codes")
    @Operation(summary = "Get new recovery codes", description = "The ones before stop working.")
    @APIResponse(
            responseCode = "200",
            description = "New codes",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = RecoveryCodes.class)))
    @APIResponse(responseCode = "409", description = "wrong-state: it is off")
    @APIResponse(responseCode = "422", description = "second-factor-wrong")
    public RecoveryCodes renew(@Valid @NotNull Code code) {
        return new RecoveryCodes(factors.renewCodes(code.code(), caller.get()));
    }

    @POST
    @Path("/turn-off")
    @ResponseStatus(204)
    @Operation(summary = "Turn the second factor off")
    @APIResponse(responseCode = "204", description = "Off")
    @APIResponse(responseCode = "409", description = "wrong-state: it is off")
    @APIResponse(responseCode = "422", description = "second-factor-wrong")
    public void turnOff(@Valid @NotNull Code code) {
        factors.turnOff(code.code(), caller.get());
    }

    /// RFC 4648 §6, without padding, which authenticator apps do not want.
    private static String base32(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int buffer = 0;
        int bits = 0;
        for (byte each : bytes) {
            buffer = buffer << 8 | each & 0xFF;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(BASE32.charAt(buffer >> bits & 31));
            }
        }
        return bits == 0
                ? text.toString()
                : text.append(BASE32.charAt(buffer << 5 - bits & 31)).toString();
    }
}
