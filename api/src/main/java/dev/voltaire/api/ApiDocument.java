package dev.voltaire.api;

import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.security.OAuthFlow;
import org.eclipse.microprofile.openapi.annotations.security.OAuthFlows;
import org.eclipse.microprofile.openapi.annotations.security.OAuthScope;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.eclipse.microprofile.openapi.annotations.servers.Server;

/// The head of the OpenAPI document.
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Voltaire",
                        version = "1",
                        description =
                                "Fleet charging: organisation units, drivers, tokens, sessions, invoices. Errors are RFC 9457"
                                        + " problems with a stable `code`; lists take q, sort, page, size and column"
                                        + " filters. Edits are JSON merge patches (RFC 7396): `PATCH` with the ETag of the"
                                        + " last read as `If-Match`; what is absent stays, `null` empties a field; 412 when"
                                        + " somebody was faster, 428 without the header. `PUT` only replaces a choice as a"
                                        + " whole."),
        servers = @Server(url = "/"))
@SecurityScheme(
        securitySchemeName = "bearer",
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        bearerFormat = "JWT",
        description = "The access token of POST /api/v1/auth/login")
@SecurityScheme(
        securitySchemeName = "password",
        type = SecuritySchemeType.OAUTH2,
        description = "Sign in here with an e-mail address and its password",
        flows =
                @OAuthFlows(
                        password =
                                @OAuthFlow(
                                        tokenUrl = "/api/v1/auth/token",
                                        scopes =
                                                @OAuthScope(
                                                        name = "portal",
                                                        description = "Everything the person may do"))))
@SecurityScheme(
        securitySchemeName = "client",
        type = SecuritySchemeType.OAUTH2,
        description = "A program signs in with client credentials; GET /api/v1/api-clients/scopes lists the scopes",
        flows =
                @OAuthFlows(
                        clientCredentials =
                                @OAuthFlow(
                                        tokenUrl = "/api/v1/auth/token",
                                        scopes =
                                                @OAuthScope(
                                                        name = "tokens:read",
                                                        description =
                                                                "For example: read what is below /api/v1/tokens"))))
public class ApiDocument extends Application {}
