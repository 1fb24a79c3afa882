package dev.voltaire.deploy;

import dev.voltaire.job.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What `VOLTAIRE_ROLES` may hold.
final class RoleNames {
    private static final String PROPERTY = "voltaire.roles";
    private static final List<String> ALL = Arrays.stream(Role.values())
            .map(role -> role.name().toLowerCase(Locale.ROOT))
            .toList();

    private RoleNames() {}

    static void refuseUnknown() {
        for (var name : Setting.of(PROPERTY, String.join(",", ALL)).split(",")) {
            if (!ALL.contains(name.strip().toLowerCase(Locale.ROOT))) {
                throw new StartFailure(Setting.environmentVariable(PROPERTY) + " names a role that does not exist: "
                        + name.strip() + ". There are " + String.join(", ", ALL) + ".");
            }
        }
    }
}
