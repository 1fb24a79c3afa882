package dev.voltaire.api.authentication;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.voltaire.identity.Secret;
import dev.voltaire.identity.SigningIn;
import dev.voltaire.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/// The same sign-in for tools that speak OAuth 2.0 (RFC 6749 §4.3, §6), Swagger UI among them.
@Path("/api/v1/auth/token")
@Tag(name = "Authentication")
@RunOnVirtualThread
public class TokenEndpoint {
    private final SigningIn signingIn;
    private final AccessTokens accessTokens;

    @Inject
    TokenEndpoint(SigningIn signingIn, AccessTokens accessTokens) {
        this.signingIn = signingIn;
        this.accessTokens = accessTokens;
    }

    /// RFC 6749 §5.1.
    @Schema(name = "OAuthToken")
    public record Granted(
            @JsonProperty("access_token") String accessToken,
            @JsonProperty("token_type") String tokenType,
            @JsonProperty("expires_in") long expiresIn,
            @JsonProperty("refresh_token") String refreshToken) {}

    /// RFC 6749 §5.2.
    @Schema(name = "OAuthError")
    public record Denied(String error) {}

    @POST
    @PermitAll
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "OAuth 2.0 token endpoint",
            description = "grant_type password (username, password) or refresh_token (refresh_token).")
    @APIResponse(
            responseCode = "200",
            description = "Granted",
            content = @Content(schema = @Schema(implementation = Granted.class)))
    @APIResponse(
            responseCode = "400",
            description = "Denied",
            content = @Content(schema = @Schema(implementation = Denied.class)))
    public Response token(
            @RestForm("grant_type") @Nullable String grantType,
            @RestForm @Nullable String username,
            @RestForm @Nullable String password,
            @RestForm("refresh_token") @Nullable String refreshToken) {
        if ("password".equals(grantType) && username != null && password != null) {
            return grant(() -> signingIn.withPassword(username, password));
        }
        if ("refresh_token".equals(grantType) && refreshToken != null) {
            return grant(() -> signingIn.withRefreshToken(new Secret(refreshToken)));
        }
        boolean known = "password".equals(grantType) || "refresh_token".equals(grantType);
        return denied(known ? "invalid_request" : "unsupported_grant_type");
    }

    @FunctionalInterface
    private interface Grant {
        SigningIn.Session open();
    }

    private Response grant(Grant grant) {
        try {
            SigningIn.Session session = grant.open();
            return Response.ok(new Granted(
                            accessTokens.issue(session.user()),
                            "Bearer",
                            AccessTokens.LIFETIME.toSeconds(),
                            session.refreshToken().text()))
                    .cacheControl(noStore())
                    .build();
        } catch (ProblemException refused) {
            return switch (refused.problem().category()) {
                case UNAUTHENTICATED, LOCKED -> denied("invalid_grant");
                case MALFORMED,
                        INVALID,
                        FORBIDDEN,
                        NOT_FOUND,
                        METHOD_NOT_ALLOWED,
                        NOT_ACCEPTABLE,
                        UNSUPPORTED_MEDIA_TYPE,
                        CONFLICT,
                        PRECONDITION,
                        PRECONDITION_REQUIRED,
                        TOO_LARGE,
                        TOO_MANY,
                        UNAVAILABLE,
                        INTERNAL -> throw refused;
            };
        }
    }

    private static Response denied(String error) {
        return Response.status(400)
                .entity(new Denied(error))
                .cacheControl(noStore())
                .build();
    }

    private static CacheControl noStore() {
        CacheControl control = new CacheControl();
        control.setNoStore(true);
        return control;
    }
}
