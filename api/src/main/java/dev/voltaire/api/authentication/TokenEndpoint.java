package dev.voltaire.api.authentication;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.voltaire.identity.ApiClients;
import dev.voltaire.identity.Secret;
import dev.voltaire.identity.SigningIn;
import dev.voltaire.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/// Sign-in for programs (RFC 6749 §4.4), and that of people for tools that speak OAuth 2.0 (§4.3, §6), Swagger UI among
/// them.
@Path("/api/v1/auth/token")
@Tag(name = "Authentication")
@RunOnVirtualThread
public class TokenEndpoint {
    private final SigningIn signingIn;
    private final ApiClients clients;
    private final AccessTokens accessTokens;
    private final SignInThrottle throttle;

    @Inject
    TokenEndpoint(SigningIn signingIn, ApiClients clients, AccessTokens accessTokens, SignInThrottle throttle) {
        this.signingIn = signingIn;
        this.clients = clients;
        this.accessTokens = accessTokens;
        this.throttle = throttle;
    }

    /// RFC 6749 §5.1.
    @Schema(name = "OAuthToken")
    public record Granted(
            @JsonProperty("access_token") String accessToken,
            @JsonProperty("token_type") String tokenType,
            @JsonProperty("expires_in") long expiresIn,
            @JsonProperty("refresh_token") @Nullable String refreshToken,

            @Nullable @Schema(description = "What a program was allowed, separated by spaces")
            String scope) {}

    /// RFC 6749 §5.2.
    @Schema(name = "OAuthError")
    public record Denied(String error) {}

    @POST
    @PermitAll
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "OAuth 2.0 token endpoint",
            description =
                    "grant_type client_credentials (client_id and client_secret, in the form or as HTTP Basic; scope"
                            + " to ask for less than the client may), password (username, password, code where the second factor"
                            + " is on) or refresh_token (refresh_token).")
    @APIResponse(
            responseCode = "200",
            description = "Granted",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Granted.class)))
    @APIResponse(
            responseCode = "400",
            description = "Denied",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Denied.class)))
    @APIResponse(
            responseCode = "401",
            description = "invalid_client",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Denied.class)))
    @APIResponse(responseCode = "429", description = "too-many-requests")
    public Response token(
            @HeaderParam("Authorization") @Parameter(hidden = true) @Nullable String authorization,
            @RestForm("grant_type") @Nullable String grantType,
            @RestForm("client_id") @Nullable String clientId,
            @RestForm("client_secret") @Nullable String clientSecret,
            @RestForm @Nullable String scope,
            @RestForm @Nullable String username,
            @RestForm @Nullable String password,
            @RestForm @Nullable String code,
            @RestForm("refresh_token") @Nullable String refreshToken) {
        return switch (grantType == null ? "" : grantType) {
            case "client_credentials" ->
                ClientCredentials.of(authorization, clientId, clientSecret)
                        .map(client -> grant(() -> program(client, scope), "invalid_client"))
                        .orElseGet(() -> denied("invalid_request"));
            case "password" ->
                username == null || password == null
                        ? denied("invalid_request")
                        : grant(() -> person(signingIn.withPassword(username, password, code, false)), "invalid_grant");
            case "refresh_token" ->
                refreshToken == null
                        ? denied("invalid_request")
                        : grant(() -> person(signingIn.withRefreshToken(new Secret(refreshToken))), "invalid_grant");
            default -> denied("unsupported_grant_type");
        };
    }

    private Granted person(SigningIn.Session session) {
        return granted(
                accessTokens.issue(session.user()), session.refreshToken().text(), null);
    }

    private Granted program(ClientCredentials client, @Nullable String scope) {
        Set<String> wanted = scope == null || scope.isBlank()
                ? Set.of()
                : Set.copyOf(Arrays.asList(scope.strip().split("\\s+")));
        ApiClients.Access access = clients.signIn(client.id(), client.secret(), wanted);
        return granted(accessTokens.issue(access), null, String.join(" ", new TreeSet<>(access.scopes())));
    }

    private static Granted granted(String accessToken, @Nullable String refreshToken, @Nullable String scope) {
        return new Granted(accessToken, "Bearer", AccessTokens.LIFETIME.toSeconds(), refreshToken, scope);
    }

    private Response grant(Supplier<Granted> signIn, String whenWrong) {
        try {
            return Response.ok(throttle.guard(signIn)).cacheControl(noStore()).build();
        } catch (ProblemException refused) {
            return switch (refused.problem().category()) {
                case UNAUTHENTICATED, LOCKED -> denied(whenWrong);
                case MALFORMED -> denied("invalid_scope");
                case INVALID,
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
        boolean client = error.equals("invalid_client");
        Response.ResponseBuilder answer =
                Response.status(client ? 401 : 400).entity(new Denied(error)).cacheControl(noStore());
        return client ? answer.header("WWW-Authenticate", "Basic").build() : answer.build();
    }

    private static CacheControl noStore() {
        CacheControl control = new CacheControl();
        control.setNoStore(true);
        return control;
    }
}
