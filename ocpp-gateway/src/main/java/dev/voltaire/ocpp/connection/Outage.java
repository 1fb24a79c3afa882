package dev.voltaire.ocpp.connection;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The database being away for a while. Said once when it begins and once when it is over, however many chargers are
/// waiting for it.
public final class Outage {
    private static final Logger LOG = Logger.getLogger(Outage.class);

    private final String work;
    private final AtomicBoolean lasting = new AtomicBoolean();

    /// @param work what waits, for the log
    public Outage(String work) {
        this.work = work;
    }

    public void met(Throwable failure) {
        if (lasting.compareAndSet(false, true)) {
            LOG.warnv("Storage is away, charger work waits for it: work={0} cause={1}", work, rootOf(failure));
        }
    }

    public void over() {
        if (lasting.get() && lasting.compareAndSet(true, false)) {
            LOG.infov("Storage is back: work={0}", work);
        }
    }

    /// Whether the same work may succeed later unchanged: the connection failed or could not be had, the server shuts
    /// down or has no resources left, or two transactions met.
    public static boolean isTemporary(Throwable failure) {
        return isTemporary(failure, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    /// A failed commit carries its cause among the suppressed ones.
    private static boolean isTemporary(@Nullable Throwable failure, Set<Throwable> visited) {
        if (failure == null || !visited.add(failure)) {
            return false;
        }
        return failure instanceof SQLException sql && temporary(sql.getSQLState())
                || isTemporary(failure.getCause(), visited)
                || Arrays.stream(failure.getSuppressed()).anyMatch(other -> isTemporary(other, visited));
    }

    /// The connection pool gives no state when it has no connection to give.
    private static boolean temporary(@Nullable String state) {
        return state == null
                || state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("57P")
                || state.equals("25006")
                || state.equals("40001")
                || state.equals("40P01");
    }

    private static String rootOf(Throwable failure) {
        Throwable root = failure;
        for (int depth = 0; root.getCause() != null && depth < 20; depth++) {
            root = root.getCause();
        }
        return root.toString();
    }
}
