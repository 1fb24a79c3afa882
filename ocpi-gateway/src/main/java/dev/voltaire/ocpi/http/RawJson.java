package dev.voltaire.ocpi.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/// Partners' JSON on its way to and from the database.
public final class RawJson {
    private RawJson() {}

    /// As PostgreSQL accepts it: a NUL character, which no OCPI string may hold, is left out.
    public static String text(JsonNode node) {
        String text = OcpiJson.text(node);
        return text.contains("\\u0000") ? text.replaceAll("(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000", "$1") : text;
    }

    public static ObjectNode object(String stored) {
        return (ObjectNode) OcpiJson.parse(stored.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /// PATCH: the given fields replace their counterparts, nothing else changes, nothing is removed (OCPI 2.2.1
    /// "PATCH"). An explicit null is an absent field.
    public static ObjectNode merge(ObjectNode stored, ObjectNode patch) {
        for (Map.Entry<String, JsonNode> field : patch.properties()) {
            if (!field.getValue().isNull()) {
                stored.set(field.getKey(), field.getValue());
            }
        }
        return stored;
    }
}
