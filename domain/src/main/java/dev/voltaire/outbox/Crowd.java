package dev.voltaire.outbox;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// How many threads of this node are busy for each handler. However many messages wait for one of them, or however slow
/// it is, a thread is left for the others.
final class Crowd {
    private final int most;
    private final Map<String, Integer> busy = new ConcurrentHashMap<>();

    Crowd(int most) {
        this.most = Math.max(1, most);
    }

    /// False when its threads are all there: several may have found room for the last one at the same time.
    boolean join(String handler) {
        boolean room = busy.merge(handler, 1, Integer::sum) <= most;
        if (!room) {
            left(handler);
        }
        return room;
    }

    void left(String handler) {
        busy.computeIfPresent(handler, (name, threads) -> threads > 1 ? Integer.valueOf(threads - 1) : null);
    }

    /// The handlers that are to have no further thread.
    Set<String> full() {
        return busy.entrySet().stream()
                .filter(entry -> entry.getValue() >= most)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }
}
