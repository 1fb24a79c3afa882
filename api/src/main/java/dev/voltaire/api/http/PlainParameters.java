package dev.voltaire.api.http;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/// Writes into the OpenAPI document that a column filter which declares nothing else is text.
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class PlainParameters implements OASFilter {

    @Override
    public Parameter filterParameter(Parameter parameter) {
        if (parameter.getSchema() == null && parameter.getContent() == null && parameter.getRef() == null) {
            parameter.setSchema(OASFactory.createSchema().type(List.of(SchemaType.STRING)));
        }
        return parameter;
    }
}
