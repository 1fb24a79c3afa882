package dev.voltaire.partner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.voltaire.partner.PartnerSettings.TokenEncoding;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CredentialTest {
    @Test
    void whatWeGiveOutIsShortUrlSafeAndNeverTheSame() {
        Set<String> given = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            given.add(Credential.generate().secret());
        }

        assertThat(given).hasSize(100).allSatisfy(secret -> assertThat(secret).matches("[A-Za-z0-9_-]{1,64}"));
    }

    @Test
    void whatPartnersGiveIsOneTo64PrintableCharacters() {
        assertThat(Credential.isWellFormed("!")).isTrue();
        assertThat(Credential.isWellFormed("~".repeat(64))).isTrue();
        assertThat(Credential.isWellFormed("")).isFalse();
        assertThat(Credential.isWellFormed("a b")).isFalse();
        assertThat(Credential.isWellFormed("é")).isFalse();
        assertThat(Credential.isWellFormed("x".repeat(65))).isFalse();
    }

    @Test
    void eachVersionWritesTheTokenInItsOwnWay() {
        assertThat(TokenEncoding.prescribedBy(ProtocolVersion.V2_1_1)).isEqualTo(TokenEncoding.PLAIN);
        assertThat(TokenEncoding.prescribedBy(ProtocolVersion.V2_2)).isEqualTo(TokenEncoding.PLAIN);
        assertThat(TokenEncoding.prescribedBy(ProtocolVersion.V2_2_1)).isEqualTo(TokenEncoding.BASE64);
        assertThat(TokenEncoding.prescribedBy(ProtocolVersion.V2_3_0)).isEqualTo(TokenEncoding.BASE64);
    }

    @Test
    void aSecretIsNotPrinted() {
        assertThat(new Credential("example-secret").toString()).doesNotContain("example-secret");
    }
}
