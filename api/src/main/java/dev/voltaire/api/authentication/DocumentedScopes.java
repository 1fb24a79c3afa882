package dev.voltaire.api.authentication;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.security.OAuthFlow;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/// Writes into the OpenAPI document which scope a program needs for which operation.
@OpenApiFilter(OpenApiFilter.RunStage.RUN)
public class DocumentedScopes implements OASFilter {
    private static final String CLIENT = "client";
    private static final String BEARER = "bearer";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getComponents() == null || document.getComponents().getSecuritySchemes() == null) {
            return;
        }
        SecurityScheme client = document.getComponents().getSecuritySchemes().get(CLIENT);
        if (client == null || document.getPaths() == null) {
            return;
        }
        OAuthFlow flow = client.getFlows().getClientCredentials();
        ApiScopes.all().forEach(scope -> flow.addScope(scope, description(scope)));
        document.getPaths()
                .getPathItems()
                .forEach((path, item) ->
                        item.getOperations().forEach((method, operation) -> require(path, method, operation)));
    }

    private static void require(String path, PathItem.HttpMethod method, Operation operation) {
        boolean signedIn = operation.getSecurity() != null
                && operation.getSecurity().stream().anyMatch(requirement -> requirement.hasScheme(BEARER));
        if (signedIn) {
            ApiScopes.needed(path, method.name())
                    .ifPresent(scope -> operation.addSecurityRequirement(
                            OASFactory.createSecurityRequirement().addScheme(CLIENT, scope)));
        }
    }

    private static String description(String scope) {
        Map<String, String> verbs = Map.of("read", "Read", "write", "Read and change");
        String[] parts = scope.split(":");
        return verbs.get(parts[1]) + " what is below /api/v1/" + parts[0];
    }
}
