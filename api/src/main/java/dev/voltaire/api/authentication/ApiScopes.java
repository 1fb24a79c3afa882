package dev.voltaire.api.authentication;

import dev.voltaire.problem.ProblemException;
import dev.voltaire.problem.Violation;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

    /// Decided by the path the resource class declares, not by the one the request wrote.
    static boolean permit(Set<String> scopes, @Nullable Path declared, String method) {
        if (declared == null) {
            return false;
        }
        return needed(declared.value(), method)
                .filter(scope -> scopes.contains(scope) || scopes.contains(writing(scope)))
                .isPresent();
    }

    /// The least scope for an operation; empty where programs have no business.
    static Optional<String> needed(String path, String method) {
        if (!path.startsWith(ROOT)) {
            return Optional.empty();
        }
        String collection = path.substring(ROOT.length()).split("/", 2)[0];
        return COLLECTIONS.contains(collection)
                ? Optional.of(collection + (READING.contains(method) ? ":read" : ":write"))
                : Optional.empty();
    }

    private static String writing(String scope) {
        return scope.replace(":read", ":write");
    }
}
