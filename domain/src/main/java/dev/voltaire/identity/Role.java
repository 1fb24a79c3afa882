package dev.voltaire.identity;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/// What a user may do, within the subtrees of the user's organisation units.
public enum Role {
    /// Own tokens and sessions. Gives nothing without a profile.
    EV_DRIVER,
    /// The fleet manager of a customer: drivers, tokens, sessions, invoices.
    SUPPORT_AGENT,
    /// As SUPPORT_AGENT, and the customer's own contact data.
    ORG_UNIT_ADMIN,
    /// The operator of the platform: everything, everywhere.
    PLATFORM_OPERATOR;

    /// The roles whose rights are contained in this one: nobody grants a role beyond them.
    public Set<Role> includes() {
        return switch (this) {
            case EV_DRIVER -> EnumSet.of(EV_DRIVER);
            case SUPPORT_AGENT -> EnumSet.of(EV_DRIVER, SUPPORT_AGENT);
            case ORG_UNIT_ADMIN -> EnumSet.of(EV_DRIVER, SUPPORT_AGENT, ORG_UNIT_ADMIN);
            case PLATFORM_OPERATOR -> EnumSet.allOf(Role.class);
        };
    }

    public static boolean covers(Collection<Role> held, Collection<Role> wanted) {
        Set<Role> included = EnumSet.noneOf(Role.class);
        held.forEach(role -> included.addAll(role.includes()));
        return included.containsAll(wanted);
    }
}
