package dev.voltaire.api.http;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/// Writes into the OpenAPI document what every operation has in common: any failure is a problem (RFC 9457).
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class ProblemResponses implements OASFilter {
    private static final String DEFAULT = "default";

    @Override
    public Operation filterOperation(Operation operation) {
        var responses = operation.getResponses();
        if (responses == null) {
            return operation;
        }
        responses.getAPIResponses().forEach((status, response) -> {
            if (isFailure(status) && response.getContent() == null && response.getRef() == null) {
                response.setContent(problem());
            }
        });
        if (needsTag(operation)) {
            addMissing(responses, "412", "edit-conflict: somebody was faster");
            addMissing(responses, "428", "precondition-required: If-Match is missing");
        }
        if (!responses.hasAPIResponse(DEFAULT)) {
            responses.addAPIResponse(DEFAULT, anyFailure());
        }
        return operation;
    }

    private static boolean needsTag(Operation operation) {
        return operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(parameter -> "If-Match".equals(parameter.getName()));
    }

    private static void addMissing(APIResponses responses, String status, String description) {
        if (!responses.hasAPIResponse(status)) {
            responses.addAPIResponse(
                    status,
                    OASFactory.createAPIResponse().description(description).content(problem()));
        }
    }

    private static boolean isFailure(String status) {
        return status.startsWith("4") || status.startsWith("5");
    }

    private static APIResponse anyFailure() {
        return OASFactory.createAPIResponse()
                .description("Refused or failed, see `code`")
                .content(problem());
    }

    private static Content problem() {
        return OASFactory.createContent()
                .addMediaType(
                        "application/problem+json",
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref("#/components/schemas/Problem")));
    }
}
