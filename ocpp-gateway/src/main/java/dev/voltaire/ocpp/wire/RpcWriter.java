package dev.voltaire.ocpp.wire;

import com.fasterxml.jackson.core.JacksonException;
import java.io.UncheckedIOException;

/// Frame → text message, exactly as the specification writes it.
public final class RpcWriter {
    private static final int MAXIMUM_DESCRIPTION = 255;

    private RpcWriter() {}

    public static String call(String id, String action, Object payload) {
        return "[2," + json(id) + "," + json(action) + "," + json(payload) + "]";
    }

    public static String callResult(MessageId id, Object payload) {
        return "[3," + json(id) + "," + json(payload) + "]";
    }

    /// Five elements always, details an empty object, never null (OCPP-J 1.6 errata 5.2).
    public static String callError(OcppVersion version, MessageId id, RpcErrorCode code, String description) {
        String shortened = description.length() > MAXIMUM_DESCRIPTION
                ? description.substring(0, MAXIMUM_DESCRIPTION)
                : description;
        return "[4," + json(id) + "," + json(code.spelling(version)) + "," + json(shortened) + ",{}]";
    }

    private static String json(MessageId id) {
        return id.numeric() ? id.value() : json(id.value());
    }

    private static String json(Object value) {
        try {
            return WireJson.MAPPER.writeValueAsString(value);
        } catch (JacksonException e) {
            throw new UncheckedIOException(e);
        }
    }
}
