package dev.voltaire.ocpi.client;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/// What came of one call to a partner. Success takes HTTP 2xx and a status code of 1000 to 1999 together: an HTTP 200
/// with code 3000 and an empty list says nothing about the list.
public sealed interface PeerReply {

    /// @param data the payload; a JSON null when the partner sent none
    record Success(JsonNode data, PeerHttp.Response response) implements PeerReply {}

    /// The partner answered and did not do it.
    ///
    /// @param statusCode its OCPI status code, absent when it answered without an envelope
    record Refused(int httpStatus, @Nullable Integer statusCode, String reason, PeerHttp.@Nullable Response response)
            implements PeerReply {
        /// Trying the same again later may help: overload, server errors, hub time-outs.
        public boolean isTransient() {
            if (httpStatus == 401 || httpStatus == 403) {
                return true;
            }
            if (httpStatus == 429 || httpStatus == 408 || httpStatus >= 500) {
                return true;
            }
            return httpStatus < 300 && (statusCode == null || statusCode >= 3000);
        }
    }

    /// No answer at all.
    record Failed(String reason) implements PeerReply {}

    default String summary() {
        return switch (this) {
            case Success success -> "HTTP " + success.response().status();
            case Refused refused ->
                "HTTP " + refused.httpStatus()
                        + (refused.statusCode() == null ? "" : ", OCPI " + refused.statusCode())
                        + (refused.reason().isEmpty() ? "" : ": " + refused.reason());
            case Failed failed -> failed.reason();
        };
    }
}
