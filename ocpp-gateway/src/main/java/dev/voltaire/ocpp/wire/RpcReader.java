package dev.voltaire.ocpp.wire;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.ocpp.wire.RpcFrame.Call;
import dev.voltaire.ocpp.wire.RpcFrame.CallError;
import dev.voltaire.ocpp.wire.RpcFrame.CallResult;
import dev.voltaire.ocpp.wire.RpcFrame.Fault;
import dev.voltaire.ocpp.wire.RpcFrame.Unreadable;
import org.jspecify.annotations.Nullable;

/// Text message → frame. Never throws: whatever a charger sends becomes a value.
public final class RpcReader {
    private static final int CALL = 2;
    private static final int CALL_RESULT = 3;
    private static final int CALL_ERROR = 4;

    private RpcReader() {}

    public static RpcFrame read(String text) {
        JsonNode message;
        try {
            message = WireJson.MAPPER.readTree(text);
        } catch (JacksonException _) {
            return new Unreadable(null, Fault.NOT_JSON);
        }
        if (message == null || !message.isArray() || message.size() < 2) {
            return new Unreadable(null, Fault.NOT_A_FRAME);
        }
        JsonNode type = message.get(0);
        if (!type.isInt()) {
            return new Unreadable(messageId(message.get(1)), Fault.NOT_A_FRAME);
        }
        MessageId id = messageId(message.get(1));
        return switch (type.intValue()) {
            case CALL -> id == null ? new Unreadable(null, Fault.NO_MESSAGE_ID) : call(id, message);
            case CALL_RESULT ->
                id == null
                        ? new Unreadable(null, Fault.NO_MESSAGE_ID)
                        : new CallResult(id, objectOrEmpty(message.path(2)));
            case CALL_ERROR ->
                id == null
                        ? new Unreadable(null, Fault.NO_MESSAGE_ID)
                        : new CallError(
                                id,
                                message.path(2).asText(""),
                                message.path(3).asText(""),
                                objectOrEmpty(message.path(4)));
            // Java's int has no exhaustive switch: any other number is a message type we do not know.
            default -> new Unreadable(id, Fault.UNKNOWN_MESSAGE_TYPE);
        };
    }

    private static RpcFrame call(MessageId id, JsonNode message) {
        JsonNode action = message.path(2);
        if (!action.isTextual() || action.textValue().isEmpty()) {
            return new Unreadable(id, Fault.NO_ACTION);
        }
        if (message.size() < 4) {
            return new Unreadable(id, Fault.INCOMPLETE);
        }
        if (message.size() > 4) {
            return new Unreadable(id, Fault.TOO_MANY_ELEMENTS);
        }
        JsonNode payload = message.get(3);
        if (!payload.isObject() && !payload.isNull()) {
            return new Unreadable(id, Fault.PAYLOAD_NOT_AN_OBJECT);
        }
        return new Call(id, action.textValue(), objectOrEmpty(payload));
    }

    private static @Nullable MessageId messageId(JsonNode node) {
        if (node.isTextual() && node.textValue().length() <= MessageId.MAXIMUM_LENGTH) {
            return new MessageId(node.textValue(), false);
        }
        return node.isIntegralNumber() ? new MessageId(node.asText(), true) : null;
    }

    private static JsonNode objectOrEmpty(JsonNode node) {
        return node.isObject() ? node : WireJson.MAPPER.createObjectNode();
    }
}
