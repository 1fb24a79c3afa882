package dev.voltaire.ocpi.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a module answers; the door adds envelope and headers. Where the specification names no payload there is none.
public record OcpiReply(
        int httpStatus,
        OcpiStatus status,
        @Nullable String message,
        @Nullable Object data,
        Map<String, String> headers) {

    public static OcpiReply ok() {
        return new OcpiReply(200, OcpiStatus.SUCCESS, null, null, Map.of());
    }

    public static OcpiReply ok(Object data) {
        return new OcpiReply(200, OcpiStatus.SUCCESS, null, data, Map.of());
    }

    public static OcpiReply created() {
        return new OcpiReply(201, OcpiStatus.SUCCESS, null, null, Map.of());
    }

    public static OcpiReply stored(boolean isNew) {
        return isNew ? created() : ok();
    }

    static OcpiReply of(OcpiFailure failure) {
        return new OcpiReply(failure.httpStatus(), failure.status(), failure.reason(), null, Map.of());
    }

    public OcpiReply with(String header, String value) {
        Map<String, String> extended = new LinkedHashMap<>(headers);
        extended.put(header, value);
        return new OcpiReply(httpStatus, status, message, data, extended);
    }
}
