package dev.voltaire.api.http;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells a database that is away for a moment from a defect of ours. A failed commit hides its cause among what it
/// suppressed.
final class DatabaseAway {
    private DatabaseAway() {}

    static boolean isBehind(Throwable failure) {
        return isBehind(failure, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static boolean isBehind(@Nullable Throwable failure, Set<Throwable> seen) {
        if (failure == null || !seen.add(failure)) {
            return false;
        }
        return failure instanceof SQLException sql && isAway(sql.getSQLState())
                || isBehind(failure.getCause(), seen)
                || Arrays.stream(failure.getSuppressed()).anyMatch(other -> isBehind(other, seen));
    }

    /// No connection (08, or no state from the pool), no room (53), being shut down or started (57P).
    private static boolean isAway(@Nullable String state) {
        return state == null || state.startsWith("08") || state.startsWith("53") || state.startsWith("57P");
    }
}
