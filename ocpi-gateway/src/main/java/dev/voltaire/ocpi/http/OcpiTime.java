package dev.voltaire.ocpi.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/// OCPI DateTime (types, "DateTime"): always UTC, at most 25 characters. Read leniently: with or without `Z`, any
/// offset, up to nine fraction digits, a space or a lower-case `t` between date and time; written with a `Z`.
public final class OcpiTime {
    private static final DateTimeFormatter LENIENT = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral('T')
            .appendPattern("H:mm[:ss]")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT);

    private OcpiTime() {}

    public static Optional<Instant> parse(String text) {
        String trimmed = text.strip();
        if (trimmed.length() > 40) {
            return Optional.empty();
        }
        String normalised = trimmed.length() > 10 && trimmed.charAt(10) == ' '
                ? trimmed.substring(0, 10) + 'T' + trimmed.substring(11).replace(" ", "")
                : trimmed;
        try {
            TemporalAccessor parsed = LENIENT.parse(normalised);
            if (parsed.isSupported(ChronoField.OFFSET_SECONDS)) {
                return Optional.of(Instant.from(parsed));
            }
            return Optional.of(LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException invalid) {
            return Optional.empty();
        }
    }

    /// Milliseconds are kept only when there are any: `2026-05-01T08:00:00Z`, `2026-05-01T08:00:00.120Z`.
    public static String format(Instant instant) {
        return DateTimeFormatter.ISO_INSTANT.format(instant.truncatedTo(ChronoUnit.MILLIS));
    }
}
