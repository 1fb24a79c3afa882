package dev.voltaire.api.http;

import dev.voltaire.listing.ListRequest;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/// The query parameters of every list; all others are column filters, and unknown ones are refused. A bean parameter:
/// `list(@BeanParam ListParameters parameters)`.
public class ListParameters {
    private static final Set<String> OWN = Set.of("q", "sort", "page", "size");

    @QueryParam("q")
    @Parameter(description = "Free text, looked for in the visible columns")
    @Nullable
    String q;

    @QueryParam("sort")
    @Parameter(description = "Fields, comma-separated; a leading - means descending", example = "-createdAt")
    @Nullable
    String sort;

    @QueryParam("page")
    @DefaultValue("1")
    @Parameter(description = "Counts from 1", schema = @Schema(type = SchemaType.INTEGER, defaultValue = "1"))
    String page = "1";

    @QueryParam("size")
    @DefaultValue("10")
    @Parameter(
            schema =
                    @Schema(
                            type = SchemaType.INTEGER,
                            defaultValue = "10",
                            enumeration = {"5", "10", "25", "50", "100"}))
    String size = "10";

    @Context
    @Nullable
    UriInfo uri;

    /// @throws ProblemException INVALID_PARAMETER naming the parameter
    public ListRequest toRequest() {
        Map<String, List<String>> filters = new HashMap<>();
        if (uri != null) {
            uri.getQueryParameters().forEach((name, values) -> {
                List<String> given =
                        values.stream().filter(value -> !value.isBlank()).toList();
                if (!OWN.contains(name) && !given.isEmpty()) {
                    filters.put(name, given);
                }
            });
        }
        List<String> order = sort == null
                ? List.of()
                : Stream.of(sort.split(","))
                        .map(String::strip)
                        .filter(field -> !field.isEmpty())
                        .toList();
        return new ListRequest(q, order, number("page", page), number("size", size), filters);
    }

    private static int number(String name, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException noNumber) {
            throw ProblemException.because(noNumber, Problem.INVALID_PARAMETER, name);
        }
    }
}
