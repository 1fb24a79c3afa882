package dev.voltaire.api.me;

import dev.voltaire.identity.Role;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/// What a menu entry needs. A projection of the roles; the resources check the roles themselves.
public enum Permission {
    OWN_CHARGING,
    DASHBOARD_READ,
    PROFILES_WRITE,
    LOCATIONS_READ,
    SESSIONS_READ,
    REIMBURSEMENTS_READ,
    TOKENS_WRITE,
    TOKEN_REQUESTS_WRITE,
    TOKEN_DISTRIBUTION_READ,
    CDRS_READ,
    INVOICES_READ,
    INVOICES_WRITE,
    EXPORTS_READ,
    AUDIT_READ,
    SUBSCRIPTION_TEMPLATES_READ,
    SUBSCRIPTION_TEMPLATES_WRITE,
    ORG_UNITS_READ,
    ORG_UNIT_CONTACT_WRITE,
    ORG_UNITS_WRITE,
    USERS_WRITE,
    PARTNERS_WRITE,
    TARIFFS_WRITE;

    private static final Set<Permission> FLEET = Set.of(
            DASHBOARD_READ,
            PROFILES_WRITE,
            LOCATIONS_READ,
            SESSIONS_READ,
            REIMBURSEMENTS_READ,
            TOKENS_WRITE,
            TOKEN_REQUESTS_WRITE,
            TOKEN_DISTRIBUTION_READ,
            CDRS_READ,
            INVOICES_READ,
            EXPORTS_READ,
            AUDIT_READ,
            SUBSCRIPTION_TEMPLATES_READ,
            ORG_UNITS_READ,
            USERS_WRITE);

    static Set<Permission> of(Collection<Role> roles) {
        Set<Permission> permissions = new TreeSet<>();
        for (Role role : roles) {
            switch (role) {
                case EV_DRIVER -> permissions.add(OWN_CHARGING);
                case SUPPORT_AGENT -> permissions.addAll(FLEET);
                case ORG_UNIT_ADMIN -> {
                    permissions.addAll(FLEET);
                    permissions.add(ORG_UNIT_CONTACT_WRITE);
                }
                case PLATFORM_OPERATOR -> permissions.addAll(Set.of(values()));
            }
        }
        if (roles.contains(Role.PLATFORM_OPERATOR) && !roles.contains(Role.EV_DRIVER)) {
            permissions.remove(OWN_CHARGING);
        }
        return permissions;
    }
}
