package dev.voltaire.ocpp.connection;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.ocpp.wire.MessageId;
import dev.voltaire.ocpp.wire.RpcWriter;
import java.util.ArrayDeque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Our calls to one charger: one outstanding at a time (OCPP-J 1.6 §4.1.1), independent of the charger's own calls.
/// An answer counts only for the call that is outstanding when it comes.
final class OutgoingCalls {
    private record Waiting(String id, String frame, CompletableFuture<Outcome> outcome) {}

    private final ChargerSocket socket;
    private final Switchboard switchboard;
    private @Nullable ArrayDeque<Waiting> waiting;
    private @Nullable Waiting outstanding;
    private boolean failed;

    OutgoingCalls(ChargerSocket socket, Switchboard switchboard) {
        this.socket = socket;
        this.switchboard = switchboard;
    }

    CompletableFuture<Outcome> submit(String action, Object payload) {
        String id = UUID.randomUUID().toString();
        Waiting call = new Waiting(id, RpcWriter.call(id, action, payload), new CompletableFuture<>());
        synchronized (this) {
            if (failed) {
                return CompletableFuture.completedFuture(new Outcome.ConnectionLost());
            }
            if (outstanding != null) {
                if (waiting == null) {
                    waiting = new ArrayDeque<>(2);
                }
                waiting.addLast(call);
                return call.outcome;
            }
            outstanding = call;
        }
        dispatch(call);
        return call.outcome;
    }

    /// @return false when no outstanding call has this id: a late or invented answer
    boolean answered(MessageId id, JsonNode payload) {
        return complete(id.value(), new Outcome.Answered(payload));
    }

    boolean refused(MessageId id, String code, String description) {
        return complete(id.value(), new Outcome.Refused(code, description));
    }

    void fail() {
        List<Waiting> lost;
        synchronized (this) {
            failed = true;
            lost = new java.util.ArrayList<>(waiting == null ? List.of() : waiting);
            if (outstanding != null) {
                lost.addFirst(outstanding);
            }
            waiting = null;
            outstanding = null;
        }
        lost.forEach(call -> call.outcome.complete(new Outcome.ConnectionLost()));
    }

    private void dispatch(Waiting call) {
        switchboard.later(switchboard.callTimeout(), () -> complete(call.id, new Outcome.TimedOut()));
        socket.send(call.frame);
    }

    private boolean complete(String id, Outcome outcome) {
        Waiting done;
        Waiting next;
        synchronized (this) {
            done = outstanding;
            if (done == null || !done.id.equals(id)) {
                return false;
            }
            next = waiting == null ? null : waiting.pollFirst();
            outstanding = next;
        }
        done.outcome.completeAsync(() -> outcome, switchboard.workers());
        if (next != null) {
            dispatch(next);
        }
        return true;
    }
}
