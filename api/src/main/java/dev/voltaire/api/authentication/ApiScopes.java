package dev.voltaire.api.authentication;

import dev.voltaire.problem.ProblemException;
import dev.voltaire.problem.Violation;
import jakarta.ws.rs.HttpMethod;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What API clients can be allowed: `tokens:read` to read everything below `/api/v1/tokens`, `tokens:write` to read and
/// change it. A collection that is not named here is closed to them, above all `/me`, `/auth` and `/api-clients`.
public final class ApiScopes {
    private static final String ROOT = "/api/v1/";
    private static final Set<String> COLLECTIONS = Set.of(
            "audit-events",
            "cpo-cdrs",
            "dashboard",
            "exports",
            "home-chargers",
            "home-energy-prices",
            "imports",
            "invoices",
            "locations",
            "msp-cdrs",
            "org-units",
            "profiles",
            "reimbursements",
            "sessions",
            "spending-policies",
            "subscription-fees",
            "subscription-templates",
            "subscriptions",
            "tariffs",
            "token-distributions",
            "token-requests",
            "tokens",
            "users",
            "webhooks");
    private static final Set<String> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private ApiScopes() {}

    /// All scopes there are, in order.
    public static Set<String> all() {
        return COLLECTIONS.stream()
                .flatMap(collection -> Stream.of(collection + ":read", collection + ":write"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// @throws ProblemException VALIDATION_FAILED naming the field
    public static void mustBeKnown(Collection<String> scopes, String field) {
        if (!all().containsAll(scopes)) {
            throw ProblemException.invalid(List.of(new Violation(field, "validation.scope")));
        }
    }

    /// @param declared by the resource, not as the request wrote it
    static boolean permit(Set<String> scopes, String declared, String method) {
        return needed(declared, method)
                .filter(scope -> scopes.contains(scope) || scopes.contains(writing(scope)))
                .isPresent();
    }

    /// The least scope for an operation; empty where programs have no business. What is below a thing of another
    /// collection counts by itself: `/tokens/{id}/sessions` are sessions.
    static Optional<String> needed(String path, String method) {
        if (!path.startsWith(ROOT)) {
            return Optional.empty();
        }
        List<String> steps = List.of(path.substring(ROOT.length()).split("/"));
        if (!COLLECTIONS.contains(steps.getFirst())) {
            return Optional.empty();
        }
        String collection = steps.reversed().stream()
                .filter(COLLECTIONS::contains)
                .findFirst()
                .orElseThrow();
        return Optional.of(collection + (READING.contains(method) ? ":read" : ":write"));
    }

    private static String writing(String scope) {
        return scope.replace(":read", ":write");
    }
}
