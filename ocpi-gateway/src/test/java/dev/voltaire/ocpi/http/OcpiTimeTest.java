package dev.voltaire.ocpi.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OcpiTimeTest {

    @ParameterizedTest
    @CsvSource({
        "2026-05-01T08:00:00Z, 2026-05-01T08:00:00Z",
        "2026-05-01T08:00:00, 2026-05-01T08:00:00Z",
        "2026-05-01T08:00:00.1, 2026-05-01T08:00:00.100Z",
        "2026-05-01T08:00:00.123456789Z, 2026-05-01T08:00:00.123456789Z",
        "2026-05-01T08:00:00+00:00, 2026-05-01T08:00:00Z",
        "2026-05-01T10:00:00+0200, 2026-05-01T08:00:00Z",
        "2026-05-01T10:00:00+02:00, 2026-05-01T08:00:00Z",
        "2026-05-01 08:00:00Z, 2026-05-01T08:00:00Z",
        "2026-05-01T08:00Z, 2026-05-01T08:00:00Z",
    })
    void whatPartnersSendIsReadAsUtc(String sent, Instant meant) {
        assertThat(OcpiTime.parse(sent)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2026-13-01T00:00:00Z", "2026-05-01", "1746086400"})
    void whatIsNoDateIsNotGuessed(String sent) {
        assertThat(OcpiTime.parse(sent)).isEmpty();
    }

    @Test
    void datesAreWrittenInUtcWithMillisecondsAtMost() {
        assertThat(OcpiTime.format(Instant.parse("2026-05-01T08:00:00.123987Z")))
                .isEqualTo("2026-05-01T08:00:00.123Z");
        assertThat(OcpiTime.format(Instant.parse("2026-05-01T08:00:00Z"))).isEqualTo("2026-05-01T08:00:00Z");
    }
}
