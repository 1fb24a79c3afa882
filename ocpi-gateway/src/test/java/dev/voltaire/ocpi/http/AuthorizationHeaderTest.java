package dev.voltaire.ocpi.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AuthorizationHeaderTest {

    @Test
    void aBase64TokenIsDecoded() {
        assertThat(AuthorizationHeader.candidates("Token ZXhhbXBsZS10b2tlbg==")).startsWith("example-token");
    }

    @Test
    void theTrailingNewlineOfTheSpecificationsExampleIsStripped() {
        assertThat(AuthorizationHeader.candidates("Token ZXhhbXBsZS10b2tlbgo=")).startsWith("example-token");
    }

    @Test
    void aRawTokenIsACandidateToo() {
        assertThat(AuthorizationHeader.candidates("Token example-token")).containsExactly("example-token");
        assertThat(AuthorizationHeader.candidates("token abcd1234")).contains("abcd1234");
    }

    @Test
    void otherSchemesAndNonsenseAreNoTokens() {
        assertThat(AuthorizationHeader.candidates(null)).isEmpty();
        assertThat(AuthorizationHeader.candidates("")).isEmpty();
        assertThat(AuthorizationHeader.candidates("Token")).isEmpty();
        assertThat(AuthorizationHeader.candidates("Token   ")).isEmpty();
        assertThat(AuthorizationHeader.candidates("Bearer abc")).isEmpty();
        assertThat(AuthorizationHeader.candidates("Token " + "a".repeat(10_000)))
                .isEmpty();
    }
}
