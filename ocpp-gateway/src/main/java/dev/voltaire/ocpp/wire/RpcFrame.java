package dev.voltaire.ocpp.wire;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/// What one text message of a charger turned out to be.
public sealed interface RpcFrame {

    record Call(MessageId id, String action, JsonNode payload) implements RpcFrame {}

    record CallResult(MessageId id, JsonNode payload) implements RpcFrame {}

    record CallError(MessageId id, String code, String description, JsonNode details) implements RpcFrame {}

    /// A message that is no valid frame; `id` is absent when even that could not be read.
    record Unreadable(@Nullable MessageId id, Fault fault) implements RpcFrame {}

    enum Fault {
        NOT_JSON("The message is not valid JSON"),
        NOT_A_FRAME("The message is not an array of type, id and content"),
        NO_MESSAGE_ID("The message id is missing or not a text"),
        UNKNOWN_MESSAGE_TYPE("The message type is not CALL, CALLRESULT or CALLERROR"),
        NO_ACTION("The action is missing or not a text"),
        INCOMPLETE("The payload is missing"),
        TOO_MANY_ELEMENTS("The message has more elements than its type allows"),
        PAYLOAD_NOT_AN_OBJECT("The payload is not a JSON object");

        private final String description;

        Fault(String description) {
            this.description = description;
        }

        public String description() {
            return description;
        }

        public RpcErrorCode code() {
            return switch (this) {
                case NOT_JSON, NOT_A_FRAME, NO_MESSAGE_ID -> RpcErrorCode.RPC_FRAMEWORK_ERROR;
                case UNKNOWN_MESSAGE_TYPE -> RpcErrorCode.MESSAGE_TYPE_NOT_SUPPORTED;
                case NO_ACTION, TOO_MANY_ELEMENTS -> RpcErrorCode.FORMAT_VIOLATION;
                case INCOMPLETE -> RpcErrorCode.PROTOCOL_ERROR;
                case PAYLOAD_NOT_AN_OBJECT -> RpcErrorCode.TYPE_CONSTRAINT_VIOLATION;
            };
        }
    }
}
