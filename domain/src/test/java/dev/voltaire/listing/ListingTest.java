package dev.voltaire.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.voltaire.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ListingTest {
    private static final Listing<String> UNITS = Listing.of("name", "unit u")
            .always("u.closed_at is null")
            .search("u.name")
            .filter("unit", Filter.oneOf("u.unit", TimeUnit.class))
            .filter("active", Filter.flag("u.active"))
            .period("created", "u.created_at")
            .sort("name", "u.name")
            .sort("createdAt", "u.created_at")
            .defaultSort("u.id", "-createdAt")
            .rows(row -> row.text("name"));

    @Test
    void searchFilterSortAndPageBecomeOneStatement() {
        ListRequest request = request("50%_", List.of("name"), Map.of("active", List.of("true")));

        Listing.Query query = UNITS.page(request, List.of(Condition.of("u.owner = ?", "me")));

        assertThat(query.sql())
                .isEqualTo("select name from unit u where (u.owner = ?) and (u.closed_at is null)"
                        + " and (u.name ilike ?) and ((u.active) = ?) order by u.name, u.id limit ? offset ?");
        assertThat(query.values()).containsExactly("me", "%50\\%\\_%", true, 25, 50L);
    }

    @Test
    void withoutAWishTheOrderIsTheDefault() {
        assertThat(UNITS.page(ListRequest.firstPage(), List.of()).sql())
                .endsWith("order by u.created_at desc nulls last, u.id limit ? offset ?");
    }

    @Test
    void anUnknownSortFieldIsRefused() {
        refused(request(null, List.of("secret"), Map.of()), "unknown-sort-field");
    }

    @Test
    void anUnknownFilterOrAValueItDoesNotKnowIsRefused() {
        refused(request(null, List.of(), Map.of("colour", List.of("red"))), "invalid-parameter");
        refused(request(null, List.of(), Map.of("unit", List.of("FORTNIGHTS"))), "invalid-parameter");
        refused(request(null, List.of(), Map.of("active", List.of("yes"))), "invalid-parameter");
        refused(request(null, List.of(), Map.of("createdFrom", List.of("yesterday"))), "invalid-parameter");
    }

    @Test
    void aPageHasOneOfTheKnownSizes() {
        assertThatThrownBy(() -> new ListRequest(null, List.of(), 1, 7, Map.of()))
                .hasMessage("invalid-parameter");
        assertThatThrownBy(() -> new ListRequest(null, List.of(), 0, 10, Map.of()))
                .hasMessage("invalid-parameter");
    }

    private static void refused(ListRequest request, String problem) {
        assertThatThrownBy(() -> UNITS.page(request, List.of()))
                .isInstanceOf(ProblemException.class)
                .hasMessage(problem);
    }

    private static ListRequest request(@Nullable String q, List<String> sort, Map<String, List<String>> filters) {
        return new ListRequest(q, sort, 3, 25, filters);
    }
}
