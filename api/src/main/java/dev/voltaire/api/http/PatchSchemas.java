package dev.voltaire.api.http;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// Writes into the OpenAPI document what a merge patch may hold: `UserPatch` is `UserRequest` of which nothing is
/// required. Also says which answers carry the `ETag` that an edit needs, and that a reader who names it gets 304.
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class PatchSchemas implements OASFilter {
    private static final String SCHEMAS = "#/components/schemas/";
    private static final String PATCH = "Patch";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getPaths() == null || document.getComponents() == null) {
            return;
        }
        for (PathItem path : document.getPaths().getPathItems().values()) {
            Operation patch = path.getPATCH();
            if (patch != null && patch.getRequestBody() != null) {
                loosen(patch.getRequestBody(), document);
            }
            if (patch != null && needsTag(patch)) {
                tag(patch);
                tag(path.getGET());
                mayBeUnchanged(path.getGET());
            }
        }
        removeUnused(document);
    }

    /// What is only ever patched has no use for its strict form.
    private static void removeUnused(OpenAPI document) {
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        Set<String> used = Stream.concat(
                        document.getPaths().getPathItems().values().stream()
                                .flatMap(path -> path.getOperations().values().stream())
                                .flatMap(SchemaNames::schemas),
                        schemas.values().stream())
                .flatMap(SchemaNames::referred)
                .collect(Collectors.toSet());
        schemas.keySet().stream()
                .filter(name -> name.endsWith(PATCH))
                .map(name -> name.substring(0, name.length() - PATCH.length()))
                .flatMap(stem -> Stream.of(stem + "Request", stem + "Details", stem + "Change"))
                .filter(name -> schemas.containsKey(name) && !used.contains(name))
                .toList()
                .forEach(name -> document.getComponents().removeSchema(name));
    }

    private static boolean needsTag(Operation operation) {
        return operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(parameter -> "If-Match".equals(parameter.getName()));
    }

    private static void loosen(RequestBody body, OpenAPI document) {
        Content content = body.getContent();
        if (content == null || !content.hasMediaType(MergePatch.MEDIA_TYPE)) {
            return;
        }
        content.getMediaTypes().values().forEach(media -> {
            Schema schema = media.getSchema();
            // The filter may run more than once over the same document.
            if (schema != null && schema.getRef() != null && !schema.getRef().endsWith(PATCH)) {
                String name = schema.getRef().substring(SCHEMAS.length());
                media.setSchema(OASFactory.createSchema().ref(SCHEMAS + loose(name, document)));
            }
        });
    }

    /// @return the name of the schema of which nothing is required
    private static String loose(String name, OpenAPI document) {
        String loose = name.replaceFirst("(Request|Details|Change)$", "") + PATCH;
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        if (!schemas.containsKey(loose)) {
            Schema copy = OASFactory.createSchema()
                    .type(List.of(Schema.SchemaType.OBJECT))
                    .description("What is absent stays as it is, null empties a field.");
            document.getComponents().addSchema(loose, copy);
            Schema strict = schemas.get(name);
            if (strict != null && strict.getProperties() != null) {
                strict.getProperties()
                        .forEach((field, property) -> copy.addProperty(field, emptiable(property, document)));
            }
        }
        return loose;
    }

    private static Schema emptiable(Schema property, OpenAPI document) {
        Schema value = property;
        if (property.getRef() != null) {
            String name = property.getRef().substring(SCHEMAS.length());
            Schema target = document.getComponents().getSchemas().get(name);
            if (target != null && target.getProperties() != null) {
                value = OASFactory.createSchema().ref(SCHEMAS + loose(name, document));
            }
        }
        return OASFactory.createSchema()
                .addAnyOf(value)
                .addAnyOf(OASFactory.createSchema().type(List.of(Schema.SchemaType.NULL)));
    }

    private static void tag(@Nullable Operation operation) {
        if (operation == null || operation.getResponses() == null) {
            return;
        }
        APIResponse ok = operation.getResponses().getAPIResponse("200");
        if (ok != null) {
            ok.addHeader(
                    "ETag",
                    OASFactory.createHeader()
                            .description("The version, to be sent as If-Match with an edit")
                            .schema(OASFactory.createSchema().type(List.of(Schema.SchemaType.STRING))));
        }
    }

    private static void mayBeUnchanged(@Nullable Operation operation) {
        if (operation != null && operation.getResponses() != null) {
            operation
                    .getResponses()
                    .addAPIResponse(
                            "304",
                            OASFactory.createAPIResponse()
                                    .description("The version named in If-None-Match still holds"));
        }
    }
}
