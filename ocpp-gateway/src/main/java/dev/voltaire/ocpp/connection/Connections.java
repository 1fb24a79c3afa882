package dev.voltaire.ocpp.connection;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// The open connections of this node, one per charger. The newest authenticated connection wins; an old one that ends
/// later removes only itself.
public final class Connections {
    private final ConcurrentHashMap<UUID, ChargerSocket> byCharger = new ConcurrentHashMap<>();

    /// @return the connection this one replaces
    Optional<ChargerSocket> add(ChargerSocket socket) {
        return Optional.ofNullable(byCharger.put(socket.peer().chargerId(), socket));
    }

    void remove(ChargerSocket socket) {
        byCharger.remove(socket.peer().chargerId(), socket);
    }

    public Optional<ChargerSocket> ofCharger(UUID chargerId) {
        return Optional.ofNullable(byCharger.get(chargerId));
    }

    /// Closes one connection because its charger has connected to another node.
    public void supersede(UUID chargerId, UUID connectionId) {
        ofCharger(chargerId)
                .filter(socket -> socket.id().equals(connectionId))
                .ifPresent(socket ->
                        socket.close(ChargerSocket.SUPERSEDED, "A newer connection of this charger took over"));
    }

    public Collection<ChargerSocket> all() {
        return List.copyOf(byCharger.values());
    }

    public int size() {
        return byCharger.size();
    }

    Future<?> closeAll(short code, String reason) {
        return Future.join(all().stream()
                .map(socket -> socket.closeGracefully(code, reason))
                .toList());
    }
}
