package dev.voltaire.listing;

import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which page of a list is wanted. `sort` holds field names, a leading `-` means descending; `filters` the other query
/// parameters by name.
public record ListRequest(
        @Nullable String q, List<String> sort, int page, int size, Map<String, List<String>> filters) {
    public static final Set<Integer> SIZES = Set.of(5, 10, 25, 50, 100);
    private static final int LONGEST_SEARCH = 200;
    /// Beyond this a list is not read page by page any more; an export is the tool.
    private static final int LAST_PAGE = 100_000;

    /// @throws ProblemException INVALID_PARAMETER naming the parameter
    public ListRequest {
        sort = List.copyOf(sort);
        filters = Map.copyOf(filters);
        if (q != null && q.isBlank()) {
            q = null;
        }
        if (q != null && q.length() > LONGEST_SEARCH) {
            throw new ProblemException(Problem.INVALID_PARAMETER, "q");
        }
        if (page < 1 || page > LAST_PAGE) {
            throw new ProblemException(Problem.INVALID_PARAMETER, "page");
        }
        if (!SIZES.contains(size)) {
            throw new ProblemException(Problem.INVALID_PARAMETER, "size");
        }
    }

    public static ListRequest firstPage() {
        return new ListRequest(null, List.of(), 1, 10, Map.of());
    }

    /// The same page of a part of the list.
    public ListRequest within(String filter, Object value) {
        Map<String, List<String>> narrowed = new HashMap<>(filters);
        narrowed.put(filter, List.of(value.toString()));
        return new ListRequest(q, sort, page, size, narrowed);
    }

    long offset() {
        return (page - 1L) * size;
    }
}
