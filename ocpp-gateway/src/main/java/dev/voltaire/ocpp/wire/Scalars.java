package dev.voltaire.ocpp.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.ocpp.wire.Deviation.Kind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Single values as chargers write them: numbers in quotes, flags as words, times without an offset.
final class Scalars {
    /// Far above any meter reading; keeps a hostile `1e999999999` from being expanded.
    private static final int MAXIMUM_DIGITS = 30;

    private Scalars() {}

    static @Nullable String text(
            JsonNode node, String here, int maximumLength, Set<String> words, List<Deviation> deviations) {
        if (node.isContainerNode()) {
            deviations.add(new Deviation(Kind.WRONG_TYPE, here));
            return null;
        }
        if (!node.isTextual()) {
            deviations.add(new Deviation(Kind.WRONG_TYPE, here));
        }
        String text = node.asText();
        if (text.indexOf('\0') >= 0) {
            deviations.add(new Deviation(Kind.WRONG_TYPE, here));
            text = text.replace("\0", "");
        }
        if (text.length() > maximumLength) {
            deviations.add(new Deviation(Kind.TOO_LONG, here));
        }
        if (!words.isEmpty() && !words.contains(text)) {
            deviations.add(new Deviation(Kind.UNKNOWN_WORD, here));
        }
        return text;
    }

    static @Nullable Integer integer(JsonNode node, String here, List<Deviation> deviations) {
        if (node.isInt()) {
            return node.intValue();
        }
        BigDecimal number = decimal(node, here, deviations);
        if (number == null) {
            return null;
        }
        if (!node.isIntegralNumber()) {
            deviations.add(new Deviation(Kind.WRONG_TYPE, here));
        }
        try {
            return number.setScale(0, java.math.RoundingMode.HALF_UP).intValueExact();
        } catch (ArithmeticException _) {
            deviations.add(new Deviation(Kind.OUT_OF_RANGE, here));
            return null;
        }
    }

    static @Nullable BigDecimal decimal(JsonNode node, String here, List<Deviation> deviations) {
        BigDecimal number;
        if (node.isNumber()) {
            number = node.decimalValue();
        } else {
            deviations.add(new Deviation(Kind.WRONG_TYPE, here));
            if (!node.isTextual()) {
                return null;
            }
            try {
                number = new BigDecimal(node.textValue().strip().replace(',', '.'));
            } catch (NumberFormatException _) {
                return null;
            }
        }
        if (number.precision() > MAXIMUM_DIGITS || Math.abs((long) number.scale()) > MAXIMUM_DIGITS) {
            deviations.add(new Deviation(Kind.OUT_OF_RANGE, here));
            return null;
        }
        return number;
    }

    static @Nullable Boolean flag(JsonNode node, String here, List<Deviation> deviations) {
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        deviations.add(new Deviation(Kind.WRONG_TYPE, here));
        return switch (node.asText().toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> null;
        };
    }

    static @Nullable Instant time(JsonNode node, String here, List<Deviation> deviations) {
        if (!node.isTextual()) {
            deviations.add(new Deviation(Kind.BAD_TIME, here));
            return null;
        }
        String text = node.textValue();
        if (!WireTime.exact(text)) {
            deviations.add(new Deviation(Kind.BAD_TIME, here));
        }
        return WireTime.read(text).orElse(null);
    }
}
