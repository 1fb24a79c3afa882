package dev.voltaire.ocpi.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A JSON object of a partner, read leniently: an explicit null is an absent field, numbers may come as strings and
/// strings as numbers, one object may stand where a list is due, null items of lists are skipped, unknown fields are
/// nobody's business. Only a missing or unreadable *required* field refuses the message (2001).
public record OcpiObject(ObjectNode node) {
    private static final int LARGEST_EXPONENT = 30;

    public static OcpiObject of(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return new OcpiObject(object);
        }
        // some partners wrap the one object in a list
        if (node.isArray() && node.size() == 1 && node.get(0) instanceof ObjectNode only) {
            return new OcpiObject(only);
        }
        throw OcpiFailure.invalid("A JSON object is expected");
    }

    public boolean has(String field) {
        return node.hasNonNull(field);
    }

    public @Nullable String text(String field) {
        return text(node.get(field));
    }

    public String requiredText(String field) {
        String value = text(field);
        if (value == null || value.isEmpty()) {
            throw OcpiFailure.invalid("Missing required field: " + field);
        }
        return value;
    }

    public String requiredText(String field, int longest) {
        String value = requiredText(field);
        if (value.length() > longest) {
            throw OcpiFailure.invalid("Field too long: " + field);
        }
        return value;
    }

    public @Nullable BigDecimal decimal(String field) {
        JsonNode value = node.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        try {
            BigDecimal number = value.isNumber()
                    ? value.decimalValue()
                    : value.isTextual() ? new BigDecimal(value.textValue().strip()) : null;
            return number == null || Math.abs((long) number.scale()) > LARGEST_EXPONENT || number.precision() > 60
                    ? null
                    : number;
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    public @Nullable Integer integer(String field) {
        BigDecimal number = decimal(field);
        return number == null || number.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0
                ? null
                : Integer.valueOf(number.intValue());
    }

    public @Nullable Boolean flag(String field) {
        JsonNode value = node.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        return switch (value.asText().toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> null;
        };
    }

    public @Nullable Instant instant(String field) {
        String value = text(field);
        return value == null ? null : OcpiTime.parse(value).orElse(null);
    }

    public Instant requiredInstant(String field) {
        String value = requiredText(field);
        return OcpiTime.parse(value).orElseThrow(() -> OcpiFailure.invalid("Not a date and time: " + field));
    }

    public Optional<OcpiObject> object(String field) {
        JsonNode value = node.get(field);
        if (value instanceof ObjectNode object) {
            return Optional.of(new OcpiObject(object));
        }
        return value != null && value.isArray() && value.size() == 1 && value.get(0) instanceof ObjectNode only
                ? Optional.of(new OcpiObject(only))
                : Optional.empty();
    }

    public List<OcpiObject> objects(String field) {
        List<OcpiObject> objects = new ArrayList<>();
        for (JsonNode item : items(field)) {
            if (item instanceof ObjectNode object) {
                objects.add(new OcpiObject(object));
            }
        }
        return objects;
    }

    public List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : items(field)) {
            String text = text(item);
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    private Iterable<JsonNode> items(String field) {
        JsonNode value = node.get(field);
        if (value == null || value.isNull()) {
            return List.of();
        }
        return value.isArray() ? value : List.of(value);
    }

    private static @Nullable String text(@Nullable JsonNode value) {
        if (value == null || value.isNull() || value.isContainerNode()) {
            return null;
        }
        String text = value.asText();
        // PostgreSQL keeps no NUL, and no OCPI string may hold one
        return text.indexOf('\0') < 0 ? text : text.replace("\0", "");
    }
}
