package dev.voltaire.api.http;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;

/// Writes into the OpenAPI document that whoever may call an operation with an access token may as well sign in with
/// e-mail address and password: Swagger UI offers what the operation names, and nothing else.
@OpenApiFilter(OpenApiFilter.RunStage.RUN)
public class SignInChoices implements OASFilter {
    private static final String BEARER = "bearer";
    private static final String PASSWORD = "password";

    @Override
    public Operation filterOperation(Operation operation) {
        List<SecurityRequirement> known = operation.getSecurity();
        boolean signedIn = known != null && known.stream().anyMatch(requirement -> requirement.hasScheme(BEARER));
        boolean offered = known != null && known.stream().anyMatch(requirement -> requirement.hasScheme(PASSWORD));
        if (signedIn && !offered) {
            operation.addSecurityRequirement(
                    OASFactory.createSecurityRequirement().addScheme(PASSWORD));
        }
        return operation;
    }
}
