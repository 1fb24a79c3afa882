package dev.voltaire.ocpi.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;

/// Digests of partners' objects that ignore what carries no meaning: the order of fields, explicit nulls, and
/// `last_updated` at every level, which many partners raise without a change.
public final class Canonical {
    private Canonical() {}

    public static byte[] hash(JsonNode node) {
        StringBuilder text = new StringBuilder(1024);
        write(node, text);
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void write(JsonNode node, StringBuilder text) {
        if (node instanceof ObjectNode object) {
            Map<String, JsonNode> sorted = new TreeMap<>();
            object.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
            text.append('{');
            sorted.forEach((name, value) -> {
                if (!value.isNull() && !name.equals("last_updated")) {
                    text.append(name).append(':');
                    write(value, text);
                    text.append(',');
                }
            });
            text.append('}');
        } else if (node.isArray()) {
            text.append('[');
            node.forEach(item -> {
                write(item, text);
                text.append(',');
            });
            text.append(']');
        } else if (node.isTextual()) {
            String value = node.textValue();
            text.append('"').append(value.length()).append(':').append(value);
        } else {
            text.append(node.asText());
        }
    }
}
