package dev.voltaire.identity;

import dev.voltaire.organisation.Scope;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Who asks for a use case: a signed-in user, or the system itself.
public sealed interface Caller {
    Caller SYSTEM = new TheSystem();

    /// `label` is the e-mail address, kept beside the id in histories because users can be deleted.
    record SignedIn(UUID userId, String label, Set<Role> roles, Scope scope) implements Caller {
        public SignedIn {
            roles = Set.copyOf(roles);
        }

        /// A customer whose units are all closed, or who never had one, sees nothing at all.
        public boolean mayEnter() {
            return !scope.equals(Scope.below(List.of()));
        }
    }

    /// Jobs, gateways, outbox handlers.
    record TheSystem() implements Caller {}

    default Scope reach() {
        return switch (this) {
            case SignedIn user -> user.scope();
            case TheSystem() -> Scope.EVERYTHING;
        };
    }

    default String name() {
        return switch (this) {
            case SignedIn user -> user.label();
            case TheSystem() -> "system";
        };
    }

    default boolean isOperator() {
        return switch (this) {
            case SignedIn user -> user.roles().contains(Role.PLATFORM_OPERATOR);
            case TheSystem() -> true;
        };
    }

    default boolean mayGrant(Set<Role> roles) {
        return switch (this) {
            case SignedIn user -> Role.covers(user.roles(), roles);
            case TheSystem() -> true;
        };
    }
}
