package dev.voltaire.ocpp.connection;

import dev.voltaire.ocpp.wire.Shape;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The actions of one version: which handler answers each, and which the specification knows but a charger may not
/// send (those are NotSupported, everything else is NotImplemented).
public final class Routes {
    /// What an action does with the database.
    enum Storage {
        NONE,
        /// One of few at a time.
        ALONE,
        /// In batches with those of other chargers, which bound themselves.
        TOGETHER
    }

    record Route<Q extends Record>(Shape<Q> shape, CallHandler<Q> handler, Storage storage) {}

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
            routes.put(action, new Route<>(Shape.of(request), handler, Storage.ALONE));
            return this;
        }

        /// For the frequent actions, whose handlers store by group commit.
        public <Q extends Record> Builder onTogether(String action, Class<Q> request, CallHandler<Q> handler) {
            routes.put(action, new Route<>(Shape.of(request), handler, Storage.TOGETHER));
            return this;
        }

        /// For actions answered from memory.
        public <Q extends Record> Builder onWithoutStorage(String action, Class<Q> request, CallHandler<Q> handler) {
            routes.put(action, new Route<>(Shape.of(request), handler, Storage.NONE));
            return this;
        }

        public Routes withOutbound(Set<String> actions) {
            return new Routes(routes, actions);
        }
    }
}
