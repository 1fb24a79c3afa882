package dev.voltaire.ocpi.http;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What every answer is wrapped in (OCPI 2.2.1 §4.1.7).
@JsonPropertyOrder({"data", "statusCode", "statusMessage", "timestamp"})
record Envelope(@Nullable Object data, int statusCode, String statusMessage, Instant timestamp) {

    static byte[] of(OcpiReply reply, Instant at) {
        return OcpiJson.write(new Envelope(reply.data(), reply.status().code(), message(reply), at));
    }

    static String message(OcpiReply reply) {
        return reply.message() == null ? reply.status().message() : reply.message();
    }

    /// A rule of ours that refuses a message is the sender's error, a fault of ours is not.
    static OcpiReply refused(ProblemException refused) {
        boolean ours = refused.problem().category() == Problem.Category.INTERNAL
                || refused.problem().category() == Problem.Category.UNAVAILABLE;
        return OcpiReply.of(OcpiFailure.refused(
                ours ? OcpiStatus.SERVER_ERROR : OcpiStatus.CLIENT_ERROR,
                refused.problem().code()));
    }
}
