package dev.voltaire.deploy;

import dev.voltaire.job.Role;
import dev.voltaire.job.Roles;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Answers 404 on the paths of a role that this node does not play.
@ApplicationScoped
class RoleRoutes {
    private static final int BEFORE_EVERYTHING_ELSE = 10_000;
    private static final Pattern MATRIX_PARAMETERS = Pattern.compile(";[^/]*");

    private final Roles roles;

    @Inject
    RoleRoutes(Roles roles) {
        this.roles = roles;
    }

    void register(@Observes Filters filters) {
        filters.register(this::refuseOtherRoles, BEFORE_EVERYTHING_ELSE);
    }

    private void refuseOtherRoles(RoutingContext context) {
        @Nullable Role role = roleOf(context.normalizedPath());
        if (role != null && !roles.has(role)) {
            context.response().setStatusCode(404).end();
        } else {
            context.next();
        }
    }

    /// The role a path belongs to; none for what every node serves.
    static @Nullable Role roleOf(String path) {
        var plain = MATRIX_PARAMETERS.matcher(path).replaceAll("");
        if (isUnder(plain, "/api") || isUnder(plain, "/.well-known")) {
            return Role.API;
        }
        return isUnder(plain, "/ocpi") ? Role.OCPI : null;
    }

    private static boolean isUnder(String path, String root) {
        return path.equals(root) || path.startsWith(root + "/");
    }
}
