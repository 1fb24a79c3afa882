package dev.voltaire.sql;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/// Callers who come while a batch is being written share the next one: a busy server pays one round trip and one commit
/// for many messages, and on an idle one nobody waits. A caller returns only after its batch has been committed.
///
/// @param <Q> what one caller asks
/// @param <A> what it is answered
public final class GroupCommit<Q, A> {
    private static final int LARGEST = 128;
    /// While one batch waits for the disk, the next is gathered and written.
    private static final int LANES = 2;

    private record Waiting<Q, A>(Q request, CompletableFuture<A> answer) {}

    private final Function<Q, ?> key;
    private final Function<List<Q>, List<A>> write;
    private final ArrayDeque<Waiting<Q, A>> waiting = new ArrayDeque<>();
    private int lanesAtWork;

    /// @param key no two requests of one batch have the same
    /// @param write stores a batch and commits; answers in the order of the requests; bears repetition
    public GroupCommit(Function<Q, ?> key, Function<List<Q>, List<A>> write) {
        this.key = key;
        this.write = write;
    }

    public A submit(Q request) {
        Waiting<Q, A> mine = new Waiting<>(request, new CompletableFuture<>());
        synchronized (waiting) {
            waiting.addLast(mine);
            if (lanesAtWork < LANES) {
                lanesAtWork++;
                Thread.ofVirtual().name("group-commit").start(this::work);
            }
        }
        try {
            return mine.answer().join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failure;
        }
    }

    private void work() {
        for (List<Waiting<Q, A>> batch = next(); !batch.isEmpty(); batch = next()) {
            carryOut(batch);
        }
    }

    private List<Waiting<Q, A>> next() {
        synchronized (waiting) {
            List<Waiting<Q, A>> batch = new ArrayList<>(Math.min(LARGEST, waiting.size()));
            Set<Object> keys = new HashSet<>();
            for (Iterator<Waiting<Q, A>> all = waiting.iterator(); all.hasNext() && batch.size() < LARGEST; ) {
                Waiting<Q, A> each = all.next();
                if (keys.add(Objects.requireNonNull(key.apply(each.request())))) {
                    batch.add(each);
                    all.remove();
                }
            }
            if (batch.isEmpty()) {
                lanesAtWork--;
            }
            return batch;
        }
    }

    /// What cannot be stored because of its content must harm nobody else of its batch.
    private void carryOut(List<Waiting<Q, A>> batch) {
        try {
            List<A> answers = write.apply(batch.stream().map(Waiting::request).toList());
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).answer().complete(answers.get(i));
            }
        } catch (RuntimeException failure) {
            if (batch.size() > 1 && isOfContent(failure)) {
                batch.forEach(each -> carryOut(List.of(each)));
            } else {
                batch.forEach(each -> each.answer().completeExceptionally(failure));
            }
        } catch (Error failure) {
            batch.forEach(each -> each.answer().completeExceptionally(failure));
            throw failure;
        }
    }

    /// Anything but the database being away, or two transactions having met.
    private static boolean isOfContent(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql.getSQLState() != null
                        && (sql.getSQLState().startsWith("22")
                                || sql.getSQLState().startsWith("23"));
            }
        }
        return true;
    }
}
