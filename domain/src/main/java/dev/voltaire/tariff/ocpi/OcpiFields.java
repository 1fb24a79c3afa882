package dev.voltaire.tariff.ocpi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.tariff.Quantity;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.jspecify.annotations.Nullable;

/// Reads single values leniently: null and absent alike, numbers in strings, date-times without zone as UTC. Notes what
/// it had to repair.
final class OcpiFields {
    private static final Pattern DATE_TIME =
            Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})[Tt ](\\d{2}:\\d{2}(?::\\d{2}(?:[.,]\\d+)?)?)(.*)");
    private static final Pattern TIME = Pattern.compile("(\\d{1,2}):(\\d{2})(?::\\d{2})?");

    private static final int LONGEST_NUMBER = 64;

    private final List<ReadingIssue> issues = new ArrayList<>();

    List<ReadingIssue> issues() {
        return List.copyOf(issues);
    }

    void note(String path, String problem, boolean affectsPrice) {
        issues.add(new ReadingIssue(path, problem, affectsPrice));
    }

    static @Nullable JsonNode value(JsonNode object, String name) {
        JsonNode node = object.get(name);
        return node == null || node.isNull() || node.isMissingNode() ? null : node;
    }

    static List<JsonNode> list(JsonNode object, String name) {
        JsonNode node = value(object, name);
        if (node == null) {
            return List.of();
        }
        if (!node.isArray()) {
            return List.of(node);
        }
        List<JsonNode> items = new ArrayList<>(node.size());
        for (JsonNode item : node) {
            if (!item.isNull()) {
                items.add(item);
            }
        }
        return items;
    }

    static @Nullable String text(JsonNode object, String name) {
        JsonNode node = value(object, name);
        if (node == null || !node.isValueNode()) {
            return null;
        }
        String text = node.asText().strip();
        return text.isEmpty() ? null : text;
    }

    static String requiredText(JsonNode object, String name, String path) {
        String text = text(object, name);
        if (text == null) {
            throw new UnreadableOcpiException(path + name, "is missing");
        }
        return text;
    }

    static @Nullable BigDecimal number(JsonNode object, String name, String path) {
        JsonNode node = value(object, name);
        return node == null ? null : numeric(node, path, name);
    }

    static BigDecimal requiredNumber(JsonNode object, String name, String path) {
        BigDecimal number = number(object, name, path);
        if (number == null) {
            throw new UnreadableOcpiException(path + name, "is missing");
        }
        return number;
    }

    /// A binary number is taken at its shortest decimal form, the one that was written.
    static BigDecimal numeric(JsonNode node, String path, String name) {
        try {
            if (node.isBigDecimal() || node.isIntegralNumber()) {
                return Quantity.bounded("number", node.decimalValue());
            }
            if (node.isNumber() || node.isTextual()) {
                String text = node.asText().strip();
                if (text.length() <= LONGEST_NUMBER) {
                    return Quantity.bounded("number", new BigDecimal(text));
                }
            }
        } catch (ArithmeticException | NumberFormatException impossible) {
            throw new UnreadableOcpiException(path + name, impossible);
        }
        throw new UnreadableOcpiException(path + name, "is not a number");
    }

    static @Nullable Long wholeNumber(JsonNode object, String name, String path) {
        BigDecimal number = number(object, name, path);
        return number == null ? null : meaning(path + name, number::longValueExact);
    }

    @Nullable
    Instant instant(JsonNode object, String name, String path) {
        String text = text(object, name);
        if (text == null) {
            return null;
        }
        if (text.endsWith("Z")) {
            try {
                return Instant.parse(text);
            } catch (DateTimeException unusual) {
                return unusualInstant(text, path + name);
            }
        }
        return unusualInstant(text, path + name);
    }

    /// Without zone (UTC, as OCPI 2.1.1 has it), with an offset, or with digits left out.
    private static Instant unusualInstant(String text, String path) {
        Matcher parts = DATE_TIME.matcher(text);
        if (!parts.matches()) {
            throw new UnreadableOcpiException(path, "is not a date-time");
        }
        String offset = parts.group(5).strip().toUpperCase(Locale.ROOT);
        String time = parts.group(4).length() == 5 ? parts.group(4) + ":00" : parts.group(4);
        String normal = parts.group(1) + "-" + twoDigits(parts.group(2)) + "-" + twoDigits(parts.group(3)) + "T"
                + time.replace(',', '.') + (offset.isEmpty() ? "Z" : offset);
        return meaning(path, () -> OffsetDateTime.parse(normal).toInstant());
    }

    Instant requiredInstant(JsonNode object, String name, String path) {
        Instant instant = instant(object, name, path);
        if (instant == null) {
            throw new UnreadableOcpiException(path + name, "is missing");
        }
        return instant;
    }

    @Nullable
    LocalTime timeOfDay(JsonNode object, String name, String path) {
        String text = text(object, name);
        if (text == null) {
            return null;
        }
        Matcher parts = TIME.matcher(text);
        if (!parts.matches()) {
            throw new UnreadableOcpiException(path + name, "is not a time of day");
        }
        if (text.length() != 5) {
            note(path + name, "read " + text + " as hours and minutes", false);
        }
        if (text.startsWith("24:00")) {
            note(path + name, "read 24:00 as the end of the day", false);
            return LocalTime.MIDNIGHT;
        }
        return meaning(
                path + name, () -> LocalTime.of(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2))));
    }

    static @Nullable LocalDate date(JsonNode object, String name, String path) {
        String text = text(object, name);
        return text == null ? null : meaning(path + name, () -> LocalDate.parse(text));
    }

    static CurrencyUnit currency(JsonNode object, String name, String path) {
        String code = requiredText(object, name, path).toUpperCase(Locale.ROOT);
        try {
            return CurrencyUnit.of(code);
        } catch (IllegalCurrencyException unknown) {
            throw new UnreadableOcpiException(path + name, unknown);
        }
    }

    static <T> T meaning(String path, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (ArithmeticException | IllegalArgumentException | DateTimeException impossible) {
            throw new UnreadableOcpiException(path, impossible);
        }
    }

    private static String twoDigits(String number) {
        return number.length() == 1 ? "0" + number : number;
    }
}
