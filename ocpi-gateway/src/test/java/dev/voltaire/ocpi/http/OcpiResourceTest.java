package dev.voltaire.ocpi.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OcpiResourceTest {

    @Test
    void segmentsAreDecodedAfterSplittingAndEmptyOnesDropped() {
        assertThat(OcpiResource.segments("/ocpi/2.2.1//tokens/a%2Fb%20c/authorize/"))
                .containsExactly("2.2.1", "tokens", "a/b c", "authorize");
        assertThat(OcpiResource.segments("/ocpi/2.2.1/tokens/a+b")).endsWith("a+b");
        assertThat(OcpiResource.segments("/ocpi/")).isEmpty();
        assertThat(OcpiResource.segments("/ocpi/%zz")).containsExactly("%zz");
    }

    @Test
    void anUnencodedPlusInADateIsItsOffset() {
        assertThat(OcpiResource.query("date_from=2026-05-01T00:00:00+00:00&limit=5&flag"))
                .containsEntry("date_from", "2026-05-01T00:00:00+00:00")
                .containsEntry("limit", "5")
                .hasSize(2);
    }
}
