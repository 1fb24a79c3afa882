package dev.voltaire.ocpp.connection;

import dev.voltaire.ocpp.wire.Shape;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The actions of one version: which handler answers each, and which the specification knows but a charger may not
/// send (those are NotSupported, everything else is NotImplemented).
public final class Routes {
    /// @param storing false for the few actions that touch no database and need no permit
    public record Route<Q extends Record>(Shape<Q> shape, CallHandler<Q> handler, boolean storing) {}

    private final Map<String, Route<?>> routes;
    private final Set<String> outbound;

    private Routes(Map<String, Route<?>> routes, Set<String> outbound) {
        this.routes = Map.copyOf(routes);
        this.outbound = Set.copyOf(outbound);
    }

    Optional<Route<?>> find(String action) {
        return Optional.ofNullable(routes.get(action));
    }

    boolean knownButOff(String action) {
        return outbound.contains(action);
    }

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder {
        private final Map<String, Route<?>> routes = new HashMap<>();

        private Builder() {}

        public <Q extends Record> Builder on(String action, Class<Q> request, CallHandler<Q> handler) {
            routes.put(action, new Route<>(Shape.of(request), handler, true));
            return this;
        }

        /// For actions answered from memory.
        public <Q extends Record> Builder onWithoutStorage(String action, Class<Q> request, CallHandler<Q> handler) {
            routes.put(action, new Route<>(Shape.of(request), handler, false));
            return this;
        }

        public Routes withOutbound(Set<String> actions) {
            return new Routes(routes, actions);
        }
    }
}
