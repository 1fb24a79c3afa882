package dev.voltaire.ocpp.connection;

import dev.voltaire.ocpp.wire.MessageId;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The last answers given on one connection, so that a retried message gets the same answer and runs only once.
/// Confined to the connection's queue.
final class Answers {
    private static final int REMEMBERED = 8;

    /// @param frame the request as received: a retry is the same message to the last character
    record Given(MessageId id, int frameHash, int frameLength, String answer) {
        boolean answers(String frame) {
            return frame.length() == frameLength && frame.hashCode() == frameHash;
        }
    }

    private @Nullable ArrayDeque<Given> given;

    Optional<Given> find(MessageId id) {
        if (given == null) {
            return Optional.empty();
        }
        for (Given answer : given) {
            if (answer.id().equals(id)) {
                return Optional.of(answer);
            }
        }
        return Optional.empty();
    }

    void remember(MessageId id, String frame, String answer) {
        if (given == null) {
            given = new ArrayDeque<>(2);
        }
        if (given.size() >= REMEMBERED) {
            given.removeFirst();
        }
        given.addLast(new Given(id, frame.hashCode(), frame.length(), answer));
    }
}
