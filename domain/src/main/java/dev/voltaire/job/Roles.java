package dev.voltaire.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The roles of this node, from `VOLTAIRE_ROLES` (comma-separated, default all).
@ApplicationScoped
public class Roles {
    private final Set<Role> roles;

    /// @throws IllegalArgumentException for a role that does not exist: the server must not start half
    @Inject
    Roles(@ConfigProperty(name = "voltaire.roles", defaultValue = "api,ocpi,ocpp,worker") List<String> names) {
        this.roles = EnumSet.noneOf(Role.class);
        names.forEach(name -> roles.add(Role.valueOf(name.strip().toUpperCase(Locale.ROOT))));
    }

    public boolean has(Role role) {
        return roles.contains(role);
    }
}
