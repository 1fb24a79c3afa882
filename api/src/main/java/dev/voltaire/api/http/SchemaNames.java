package dev.voltaire.api.http;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.smallrye.openapi.api.util.FilterUtil;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;

/// Gives every schema of the OpenAPI document a name that says whose it is. In Java a `Kind` belongs to the class it is
/// nested in; the document has one name space, where the second `Kind` would become `Kind1`, and which one that is
/// would depend on the order of scanning. `TokenKind`, `ProfileRowPage` stay what they are when another capability
/// comes.
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class SchemaNames implements OASFilter {
    private static final String REFERENCE = "#/components/schemas/";
    /// Names that mean something inside their class only, numbered or not.
    private static final Set<String> MEANT_FOR_INSIDE = Set.of(
            "Action",
            "AtPartner",
            "Body",
            "Cause",
            "Entry",
            "Event",
            "Item",
            "Kind",
            "OfToken",
            "Reason",
            "Row",
            "Side",
            "State",
            "Status",
            "Summary",
            "Type");

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getComponents() == null || document.getComponents().getSchemas() == null) {
            return;
        }
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        Map<String, String> names = new Naming(schemas, usersOf(document)).names();
        FilterUtil.applyFilter(new Renaming(names), document);
        Map<String, Schema> renamed = new TreeMap<>();
        schemas.forEach((name, schema) -> renamed.put(names.getOrDefault(name, name), schema));
        document.getComponents().setSchemas(renamed);
    }

    /// By schema, the resources whose operations take or return it: `/api/v1/cpo-cdrs/{id}` is `CpoCdr`.
    private static Map<String, Set<String>> usersOf(OpenAPI document) {
        Map<String, Set<String>> users = new TreeMap<>();
        document.getPaths()
                .getPathItems()
                .forEach((path, item) -> item.getOperations()
                        .values()
                        .forEach(operation -> schemas(operation)
                                .flatMap(SchemaNames::referred)
                                .forEach(name -> users.computeIfAbsent(name, _ -> new TreeSet<>())
                                        .add(resource(path)))));
        return users;
    }

    static Stream<Schema> schemas(Operation operation) {
        Stream<Schema> asked = operation.getParameters() == null
                ? Stream.empty()
                : operation.getParameters().stream().flatMap(parameter -> Stream.ofNullable(parameter.getSchema()));
        Stream<Content> taken = operation.getRequestBody() == null
                ? Stream.empty()
                : Stream.ofNullable(operation.getRequestBody().getContent());
        Stream<Content> returned = operation.getResponses() == null
                ? Stream.empty()
                : operation.getResponses().getAPIResponses().values().stream()
                        .flatMap(response -> Stream.ofNullable(response.getContent()));
        Stream<Schema> contents = Stream.concat(taken, returned)
                .flatMap(content -> content.getMediaTypes().values().stream())
                .flatMap(type -> Stream.ofNullable(type.getSchema()));
        return Stream.concat(asked, contents);
    }

    /// The last two words of the address: `/api/v1/invoices/{id}/events` is `InvoiceEvent`, `/api/v1/tokens` is
    /// `Token`.
    private static String resource(String path) {
        List<String> words = Stream.of(path.replaceFirst("^/api/v\\d+", "").split("/"))
                .filter(segment -> !segment.isEmpty() && !segment.startsWith("{"))
                .map(SchemaNames::singular)
                .toList();
        return String.join("", words.subList(Math.max(0, words.size() - 2), words.size()));
    }

    private static String singular(String segment) {
        String one = segment.endsWith("s") ? segment.substring(0, segment.length() - 1) : segment;
        return Stream.of(one.split("[^A-Za-z0-9]"))
                .filter(word -> !word.isEmpty())
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
    }

    /// The named schemas that a schema refers to in itself, its items, its alternatives or its properties.
    static Stream<String> referred(Schema schema) {
        Stream<Schema> inside = Stream.of(
                        Stream.ofNullable(schema.getItems()),
                        Stream.ofNullable(schema.getAdditionalPropertiesSchema()),
                        all(schema.getAllOf()),
                        all(schema.getAnyOf()),
                        all(schema.getOneOf()),
                        schema.getProperties() == null
                                ? Stream.<Schema>empty()
                                : schema.getProperties().values().stream())
                .flatMap(part -> part);
        return Stream.concat(
                Stream.ofNullable(schema.getRef()).map(SchemaNames::name), inside.flatMap(SchemaNames::referred));
    }

    private static Stream<Schema> all(List<Schema> alternatives) {
        return alternatives == null ? Stream.empty() : alternatives.stream();
    }

    private static String name(String reference) {
        return reference.substring(reference.lastIndexOf('/') + 1);
    }

    private record Renaming(Map<String, String> names) implements OASFilter {
        @Override
        public Schema filterSchema(Schema schema) {
            String reference = schema.getRef();
            if (reference != null && names.containsKey(name(reference))) {
                schema.setRef(REFERENCE + names.get(name(reference)));
            }
            return schema;
        }
    }

    private static final class Naming {
        private final Map<String, Schema> schemas;
        private final Map<String, Set<String>> resources;
        private final Map<String, Set<String>> owners = new TreeMap<>();
        private final Map<String, String> names = new LinkedHashMap<>();
        private final Set<String> taken;

        Naming(Map<String, Schema> schemas, Map<String, Set<String>> resources) {
            this.schemas = schemas;
            this.resources = resources;
            this.taken = new HashSet<>(schemas.keySet());
            schemas.forEach((owner, schema) -> referred(schema)
                    .forEach(name ->
                            owners.computeIfAbsent(name, _ -> new TreeSet<>()).add(owner)));
        }

        Map<String, String> names() {
            new TreeSet<>(schemas.keySet()).forEach(name -> nameOf(name, Set.of()));
            return names;
        }

        /// The name it gets; owners are named before what they own.
        private String nameOf(String name, Set<String> asking) {
            if (names.containsKey(name)) {
                return names.get(name);
            }
            String plain = name.replaceAll("\\d+$", "");
            Set<String> path = Stream.concat(asking.stream(), Stream.of(name)).collect(Collectors.toSet());
            Optional<String> item = itemOf(name);
            Optional<String> better = item.isPresent()
                    ? item.map(of -> nameOf(of, path) + "Page")
                    : needsBetter(name, plain) ? belonging(name, plain, path) : Optional.empty();
            better.filter(found -> !found.equals(name) && !taken.contains(found))
                    .ifPresent(found -> {
                        names.put(name, found);
                        taken.add(found);
                    });
            return names.getOrDefault(name, name);
        }

        private Optional<String> belonging(String name, String plain, Set<String> path) {
            Stream<String> inSchemas = owners.getOrDefault(name, Set.of()).stream()
                    .filter(owner -> !path.contains(owner) && !isPage(owner))
                    .map(owner -> nameOf(owner, path));
            Stream<String> inPages = owners.getOrDefault(name, Set.of()).stream()
                    .filter(this::isPage)
                    .flatMap(page -> resources.getOrDefault(page, Set.of()).stream());
            Stream<String> inOperations = resources.getOrDefault(name, Set.of()).stream();
            return Stream.of(inSchemas, inPages, inOperations)
                    .map(users -> users.map(user -> user.endsWith(plain) ? user : user + plain)
                            .filter(candidate -> !taken.contains(candidate))
                            .min(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder())))
                    .flatMap(Optional::stream)
                    .findFirst();
        }

        private boolean needsBetter(String name, String plain) {
            return !plain.equals(name) || MEANT_FOR_INSIDE.contains(plain) || schemas.containsKey(plain + "1");
        }

        private boolean isPage(String name) {
            return itemOf(name).isPresent();
        }

        private Optional<String> itemOf(String page) {
            return Optional.ofNullable(schemas.get(page))
                    .filter(schema -> schema.getProperties() != null
                            && schema.getProperties()
                                    .keySet()
                                    .containsAll(Set.of("items", "page", "size", "totalItems", "totalPages")))
                    .flatMap(schema -> referred(schema).findFirst());
        }
    }
}
