package dev.voltaire.api.http;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/// Writes into the OpenAPI document that a column filter which declares nothing else is text, and a choice with a
/// default
/// as a choice with a default: as an `allOf` of the two, validators and generators take it for an object.
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class PlainParameters implements OASFilter {

    @Override
    public Parameter filterParameter(Parameter parameter) {
        if (parameter.getSchema() == null && parameter.getContent() == null && parameter.getRef() == null) {
            parameter.setSchema(OASFactory.createSchema().type(List.of(SchemaType.STRING)));
        }
        if (parameter.getSchema() != null) {
            flatten(parameter.getSchema());
        }
        return parameter;
    }

    private static void flatten(Schema schema) {
        List<Schema> parts = schema.getAllOf();
        if (parts != null && parts.size() == 2 && parts.getFirst().getRef() != null) {
            String reference = parts.getFirst().getRef();
            Object standard = parts.getLast().getDefaultValue();
            if (standard != null) {
                schema.setAllOf(null);
                schema.setRef(reference);
                schema.setDefaultValue(standard);
            }
        }
    }
}
