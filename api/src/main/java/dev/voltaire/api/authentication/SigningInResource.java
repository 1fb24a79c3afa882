package dev.voltaire.api.authentication;

import dev.voltaire.driver.DriverJoining;
import dev.voltaire.identity.AccountRecovery;
import dev.voltaire.identity.Secret;
import dev.voltaire.identity.SigningIn;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// Sessions and passwords.
@Path("/api/v1/auth")
@Tag(name = "Authentication")
@RunOnVirtualThread
public class SigningInResource {
    private final SigningIn signingIn;
    private final AccountRecovery recovery;
    private final DriverJoining joining;
    private final AccessTokens accessTokens;
    private final SignInThrottle throttle;
    private final SignedInCaller caller;

    @Inject
    SigningInResource(
            SigningIn signingIn,
            AccountRecovery recovery,
            DriverJoining joining,
            AccessTokens accessTokens,
            SignInThrottle throttle,
            SignedInCaller caller) {
        this.signingIn = signingIn;
        this.recovery = recovery;
        this.joining = joining;
        this.accessTokens = accessTokens;
        this.throttle = throttle;
        this.caller = caller;
    }

    /// An e-mail address and its password.
    public record Login(
            @NotBlank @Size(max = 254) String email,
            @NotBlank @Size(max = 200) String password,

            @Nullable @Size(max = 40) @Schema(description = "Of the second factor, or a recovery code, where it is on")
            String code,

            @Schema(description = "On this computer: the session lasts a month without use instead of twelve hours")
            boolean rememberMe) {}

    /// A refresh token.
    public record Refresh(@NotBlank @Size(max = 200) String refreshToken) {}

    /// A new password for whoever holds the link.
    public record NewPassword(
            @NotNull @Size(min = 10, max = 200) String password) {}

    /// A new password instead of the known one.
    public record PasswordChange(
            @NotBlank @Size(max = 200) String oldPassword,
            @NotNull @Size(min = 10, max = 200) String newPassword) {}

    /// An address somebody forgot the password of.
    public record Forgotten(
            @NotBlank @Email @Size(max = 254) String email) {}

    /// A new password with the secret of the mail.
    public record Reset(
            @NotBlank @Size(max = 200) String token,
            @NotNull @Size(min = 10, max = 200) String password) {}

    /// The secret of a mail.
    public record Confirmation(@NotBlank @Size(max = 200) String token) {}

    /// What a client keeps.
    @Schema(name = "Session")
    public record SessionBody(
            String accessToken,

            @Schema(description = "Send as Authorization: Bearer")
            String tokenType,

            @Schema(description = "Seconds until the access token expires")
            long expiresIn,

            @Schema(description = "Works once; every refresh returns the next one")
            String refreshToken,

            @Schema(description = "When the session ends unless it is refreshed")
            Instant sessionUntil) {}

    @POST
    @Path("/login")
    @PermitAll
    @Operation(
            summary = "Sign in",
            description =
                    "After five wrong passwords the account is locked for 15 minutes (423); too many failures from"
                            + " one address are slowed down (429).")
    @APIResponse(
            responseCode = "200",
            description = "Signed in",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = SessionBody.class)))
    @APIResponse(responseCode = "401", description = "wrong-credentials, second-factor-required")
    @APIResponse(responseCode = "423", description = "account-locked")
    @APIResponse(responseCode = "429", description = "too-many-requests")
    public SessionBody login(@Valid @NotNull Login login) {
        return throttle.guard(
                () -> body(signingIn.withPassword(login.email(), login.password(), login.code(), login.rememberMe())));
    }

    @POST
    @Path("/refresh")
    @PermitAll
    @Operation(
            summary = "Continue a session",
            description = "A refresh token used twice ends the session: one of the two users of it is a thief.")
    @APIResponse(
            responseCode = "200",
            description = "Continued",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = SessionBody.class)))
    @APIResponse(responseCode = "401", description = "refresh-token-invalid")
    public SessionBody refresh(@Valid @NotNull Refresh refresh) {
        return body(signingIn.withRefreshToken(new Secret(refresh.refreshToken())));
    }

    @POST
    @Path("/logout")
    @PermitAll
    @ResponseStatus(204)
    @Operation(summary = "End the session of a refresh token")
    @APIResponse(responseCode = "204", description = "Signed out, or nobody was signed in with it")
    public void logout(@Valid @NotNull Refresh refresh) {
        signingIn.leave(new Secret(refresh.refreshToken()));
    }

    @POST
    @Path("/invitations/{token}/accept")
    @PermitAll
    @ResponseStatus(204)
    @Operation(summary = "Accept an invitation", description = "Sets the password and confirms the address.")
    @APIResponse(responseCode = "204", description = "Accepted; sign in now")
    @APIResponse(responseCode = "404", description = "invitation-invalid: unknown, used or expired")
    @APIResponse(responseCode = "409", description = "profile-missing: a driver without a profile to charge with")
    public void accept(@RestPath String token, @Valid @NotNull NewPassword password) {
        joining.accept(new Secret(token), password.password());
    }

    @POST
    @Path("/confirm-email")
    @PermitAll
    @ResponseStatus(204)
    @Operation(summary = "Confirm a changed e-mail address")
    @APIResponse(responseCode = "204", description = "Confirmed")
    @APIResponse(responseCode = "404", description = "invitation-invalid")
    public void confirmEmail(@Valid @NotNull Confirmation confirmation) {
        recovery.confirmEmail(new Secret(confirmation.token()));
    }

    @POST
    @Path("/password/change")
    @Authenticated
    @ResponseStatus(204)
    @Operation(summary = "Change the own password", description = "Signs out everywhere.")
    @APIResponse(responseCode = "204", description = "Changed; sign in again")
    @APIResponse(responseCode = "401", description = "wrong-credentials: the old password is wrong")
    public void changePassword(@Valid @NotNull PasswordChange change) {
        recovery.changePassword(caller.get().userId(), change.oldPassword(), change.newPassword());
    }

    @POST
    @Path("/password/forgot")
    @PermitAll
    @ResponseStatus(202)
    @Operation(summary = "Ask for a new password", description = "The answer is the same whether the address is known.")
    @APIResponse(responseCode = "202", description = "A mail is sent if the address has an account")
    @APIResponse(responseCode = "429", description = "too-many-requests")
    public void forgot(@Valid @NotNull Forgotten forgotten) {
        throttle.countMail();
        recovery.forgotPassword(forgotten.email());
    }

    @POST
    @Path("/password/reset")
    @PermitAll
    @ResponseStatus(204)
    @Operation(summary = "Set a new password with the secret of the mail")
    @APIResponse(responseCode = "204", description = "Set; sign in now")
    @APIResponse(responseCode = "404", description = "invitation-invalid: unknown, used or expired")
    public void reset(@Valid @NotNull Reset reset) {
        recovery.resetPassword(new Secret(reset.token()), reset.password());
    }

    private SessionBody body(SigningIn.Session session) {
        return new SessionBody(
                accessTokens.issue(session.user()),
                "Bearer",
                AccessTokens.LIFETIME.toSeconds(),
                session.refreshToken().text(),
                session.until());
    }
}
