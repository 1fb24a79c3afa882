package dev.voltaire.ocpp.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Times on the wire. Written in UTC with three fraction digits at most; read with fractions, offsets (also `+02`) and
/// without any offset, which some chargers leave out and mean UTC.
public final class WireTime {
    private static final Pattern LENIENT = Pattern.compile(
            "(\\d{4}-\\d{2}-\\d{2})[Tt ](\\d{2}:\\d{2}(?::\\d{2}(?:[.,]\\d{1,9})?)?)\\s*([Zz]|[+-]\\d{2}(?::?\\d{2})?)?");
    private static final Pattern EXACT =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})");

    private WireTime() {}

    public static String write(Instant instant) {
        return DateTimeFormatter.ISO_INSTANT.format(instant.truncatedTo(ChronoUnit.MILLIS));
    }

    /// True when the text is an RFC 3339 date-time, as the schemas want it.
    static boolean exact(String text) {
        return EXACT.matcher(text).matches();
    }

    public static Optional<Instant> read(String text) {
        Matcher matcher = LENIENT.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            LocalDateTime local = LocalDateTime.parse(
                    matcher.group(1) + "T" + matcher.group(2).replace(',', '.'));
            String offset = matcher.group(3);
            return Optional.of(local.toInstant(offset == null ? ZoneOffset.UTC : ZoneOffset.of(canonical(offset))));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static String canonical(String offset) {
        return offset.equals("z") ? "Z" : offset;
    }
}
