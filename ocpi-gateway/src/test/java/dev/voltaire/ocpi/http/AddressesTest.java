package dev.voltaire.ocpi.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AddressesTest {

    @Test
    void segmentsAreDecodedAfterSplittingAndEmptyOnesDropped() {
        assertThat(Addresses.segments("/ocpi/2.2.1//tokens/a%2Fb%20c/authorize/"))
                .containsExactly("2.2.1", "tokens", "a/b c", "authorize");
        assertThat(Addresses.segments("/ocpi/2.2.1/tokens/a+b")).endsWith("a+b");
        assertThat(Addresses.segments("/ocpi/")).isEmpty();
        assertThat(Addresses.segments("/ocpi/%zz")).containsExactly("%zz");
    }

    @Test
    void anUnencodedPlusInADateIsItsOffset() {
        assertThat(Addresses.query("date_from=2026-05-01T00:00:00+00:00&limit=5&flag"))
                .containsEntry("date_from", "2026-05-01T00:00:00+00:00")
                .containsEntry("limit", "5")
                .hasSize(2);
    }
}
