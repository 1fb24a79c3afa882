package dev.voltaire.api.http;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;

/// Writes into the OpenAPI document which fields of an answer are always there: those of a record that are not
/// `@Nullable`. Null is never written, so a nullable field is one that may be absent. What is also sent to us keeps the
/// rules it is validated by.
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class RequiredFields implements OASFilter {
    private static final DotName NULLABLE = DotName.createSimple("org.jspecify.annotations.Nullable");
    private static final DotName JSON_PROPERTY = DotName.createSimple("com.fasterxml.jackson.annotation.JsonProperty");
    private static final DotName JSON_IGNORE = DotName.createSimple("com.fasterxml.jackson.annotation.JsonIgnore");
    private static final DotName RECORD = DotName.createSimple("java.lang.Record");

    private final IndexView index;

    public RequiredFields(IndexView index) {
        this.index = index;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getPaths() == null || document.getComponents() == null) {
            return;
        }
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        Set<String> answers = reached(document, schemas, RequiredFields::answers);
        answers.removeAll(reached(document, schemas, RequiredFields::requests));
        Map<Set<String>, Set<String>> always = fieldsOfRecords();
        for (String name : answers) {
            Schema schema = schemas.get(name);
            if (schema != null && schema.getProperties() != null) {
                Set<String> required =
                        always.getOrDefault(schema.getProperties().keySet(), Set.of());
                if (!required.isEmpty()) {
                    schema.setRequired(schema.getProperties().keySet().stream()
                            .filter(required::contains)
                            .toList());
                }
            }
        }
    }

    private static Stream<Content> answers(Operation operation) {
        return operation.getResponses() == null
                ? Stream.empty()
                : operation.getResponses().getAPIResponses().values().stream()
                        .flatMap(response -> Stream.ofNullable(response.getContent()));
    }

    /// Without merge patches, of which nothing is required whatever the record says.
    private static Stream<Content> requests(Operation operation) {
        return operation.getRequestBody() == null
                ? Stream.empty()
                : Stream.ofNullable(operation.getRequestBody().getContent())
                        .filter(content -> !content.hasMediaType(MergePatch.MEDIA_TYPE));
    }

    private interface Contents {
        Stream<Content> of(Operation operation);
    }

    private static Set<String> reached(OpenAPI document, Map<String, Schema> schemas, Contents contents) {
        Deque<String> waiting = new ArrayDeque<>();
        document.getPaths().getPathItems().values().stream()
                .flatMap(path -> path.getOperations().values().stream())
                .flatMap(contents::of)
                .flatMap(content -> content.getMediaTypes().values().stream())
                .flatMap(type -> Stream.ofNullable(type.getSchema()))
                .flatMap(SchemaNames::referred)
                .forEach(waiting::add);
        Set<String> reached = new TreeSet<>();
        while (!waiting.isEmpty()) {
            String name = waiting.removeFirst();
            Schema schema = schemas.get(name);
            if (reached.add(name) && schema != null) {
                SchemaNames.referred(schema).forEach(waiting::add);
            }
        }
        return reached;
    }

    /// By all the fields of a record, those that are always there: names of schemas change between filters, fields do
    /// not. Of records with the same fields only what all agree on counts.
    private Map<Set<String>, Set<String>> fieldsOfRecords() {
        Map<Set<String>, Set<String>> always = new HashMap<>();
        for (ClassInfo record : index.getKnownDirectSubclasses(RECORD)) {
            Set<String> all = new HashSet<>();
            Set<String> present = new HashSet<>();
            for (RecordComponentInfo component : record.recordComponentsInDeclarationOrder()) {
                FieldInfo field = record.field(component.name());
                if (field == null || field.hasAnnotation(JSON_IGNORE)) {
                    continue;
                }
                String name = jsonName(field);
                all.add(name);
                if (!isNullable(field)) {
                    present.add(name);
                }
            }
            always.merge(all, present, RequiredFields::common);
        }
        return always;
    }

    private static boolean isNullable(FieldInfo field) {
        return field.type().hasAnnotation(NULLABLE) || field.hasAnnotation(NULLABLE);
    }

    private static String jsonName(FieldInfo field) {
        AnnotationInstance named = field.annotation(JSON_PROPERTY);
        AnnotationValue value = named == null ? null : named.value();
        return value == null || value.asString().isEmpty() ? field.name() : value.asString();
    }

    private static Set<String> common(Set<String> one, Set<String> other) {
        List<String> both = new ArrayList<>(one);
        both.retainAll(other);
        return Set.copyOf(both);
    }
}
