package dev.voltaire.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SealTest {
    private static final String OLD = key('o');
    private static final String NEW = key('n');
    private static final byte[] SECRET = "a secret of 20 bytes".getBytes(StandardCharsets.US_ASCII);
    private static final UUID OWNER = UUID.randomUUID();

    @Test
    void whatIsSealedOpensForItsOwnerOnly() {
        Seal seal = new Seal(Optional.of(List.of(NEW)));

        Seal.Sealed sealed = seal.seal(SECRET, OWNER);

        assertThat(new String(sealed.content(), StandardCharsets.ISO_8859_1)).doesNotContain("secret");
        assertThat(seal.open(sealed, OWNER)).hasValue(SECRET);
        assertThat(seal.open(sealed, UUID.randomUUID())).isEmpty();
        assertThat(seal.seal(SECRET, OWNER).content()).isNotEqualTo(sealed.content());
    }

    @Test
    void whatSomebodyAlteredDoesNotOpen() {
        Seal seal = new Seal(Optional.of(List.of(NEW)));
        Seal.Sealed sealed = seal.seal(SECRET, OWNER);

        sealed.content()[20] ^= 1;

        assertThat(seal.open(sealed, OWNER)).isEmpty();
    }

    @Test
    void afterARotationTheOldKeyOpensAndTheNewOneSeals() {
        Seal.Sealed sealed = new Seal(Optional.of(List.of(OLD))).seal(SECRET, OWNER);
        Seal rotated = new Seal(Optional.of(List.of(NEW, OLD)));

        assertThat(rotated.open(sealed, OWNER)).hasValue(SECRET);
        assertThat(rotated.isCurrent(sealed)).isFalse();
        assertThat(rotated.isCurrent(rotated.seal(SECRET, OWNER))).isTrue();
        assertThat(new Seal(Optional.of(List.of(NEW))).open(sealed, OWNER)).isEmpty();
    }

    @Test
    void withoutAKeyASecretIsKeptAsItIsAndSealedOnceThereIsOne() {
        Seal.Sealed plain = new Seal(Optional.empty()).seal(SECRET, OWNER);

        assertThat(plain.content()).isEqualTo(SECRET);
        Seal seal = new Seal(Optional.of(List.of(NEW)));
        assertThat(seal.open(plain, OWNER)).hasValue(SECRET);
        assertThat(seal.isCurrent(plain)).isFalse();
    }

    @Test
    void aKeyThatIsTooShortIsRefusedAtTheStart() {
        assertThatThrownBy(() -> new Seal(Optional.of(List.of("c2hvcnQ="))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String key(char letter) {
        return Base64.getEncoder()
                .encodeToString(String.valueOf(letter).repeat(32).getBytes(StandardCharsets.US_ASCII));
    }
}
