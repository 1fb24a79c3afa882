package dev.voltaire.ocpi.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OcpiObjectTest {

    @Test
    void explicitNullsAreAbsentFields() {
        OcpiObject object = read("{\"name\": null, \"tariff_ids\": [null, \"T1\", null], \"images\": null}");

        assertThat(object.has("name")).isFalse();
        assertThat(object.text("name")).isNull();
        assertThat(object.texts("tariff_ids")).containsExactly("T1");
        assertThat(object.objects("images")).isEmpty();
    }

    @Test
    void numbersKeepEveryDigitAndMayBeStrings() {
        OcpiObject object = read("{\"a\": 0.1000, \"b\": \"12.345\", \"c\": 1e2, \"d\": \"much\"}");

        assertThat(object.decimal("a")).isEqualTo(new BigDecimal("0.1000"));
        assertThat(object.decimal("b")).isEqualTo(new BigDecimal("12.345"));
        assertThat(object.decimal("c")).isEqualByComparingTo("100");
        assertThat(object.decimal("d")).isNull();
    }

    @Test
    void aNumberBuiltToExhaustMemoryIsNoNumber() {
        assertThat(read("{\"a\": 1e999999999}").decimal("a")).isNull();
    }

    @Test
    void oneObjectInAListIsThatObject() {
        assertThat(OcpiObject.of(OcpiJson.parse("[{\"uid\": \"1\"}]".getBytes(StandardCharsets.UTF_8)))
                        .text("uid"))
                .isEqualTo("1");
    }

    @Test
    void aMissingRequiredFieldIsNamed() {
        assertThatThrownBy(() -> read("{\"token\": \"\"}").requiredText("token"))
                .isInstanceOfSatisfying(OcpiFailure.class, failure -> {
                    assertThat(failure.httpStatus()).isEqualTo(200);
                    assertThat(failure.status()).isEqualTo(OcpiStatus.INVALID_PARAMETERS);
                    assertThat(failure.reason()).contains("token");
                });
    }

    @Test
    void brokenJsonIsAnHttpError() {
        for (String broken : new String[] {"", "{", "{\"a\":1}}", "{'a':1}", "nonsense"}) {
            assertThatThrownBy(() -> read(broken))
                    .isInstanceOfSatisfying(
                            OcpiFailure.class,
                            failure -> assertThat(failure.httpStatus()).isEqualTo(400));
        }
    }

    private static OcpiObject read(String json) {
        return OcpiObject.of(OcpiJson.parse(json.getBytes(StandardCharsets.UTF_8)));
    }
}
