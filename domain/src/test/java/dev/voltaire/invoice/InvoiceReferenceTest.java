package dev.voltaire.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.voltaire.value.PartyId;
import java.time.Instant;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;

class InvoiceReferenceTest {
    private static final Instant AT = Instant.parse("2024-09-08T08:57:08.999Z");

    @Test
    void itNamesCountryCurrencySecondProviderAndUnit() {
        assertThat(InvoiceReference.of("NL", CurrencyUnit.EUR, AT, new PartyId("NL", "VLT"), 4079, null))
                .isEqualTo("NL-EUR-20240908085708-NLVLT-4079");
    }

    @Test
    void aSecondInvoiceInTheSameSecondCarriesASuffix() {
        // given
        UUID invoice = UUID.fromString("01923456-789a-7bcd-8ef0-1234565375c6");

        // when
        String reference = InvoiceReference.of("NL", CurrencyUnit.EUR, AT, new PartyId("NL", "VLT"), 4079, invoice);

        // then
        assertThat(reference)
                .isEqualTo("NL-EUR-20240908085708-NLVLT-4079-5375c6")
                .matches("^[A-Z]{2}-[A-Z]{3}-\\d{14}-[A-Z]{2}[A-Z0-9]{3}-\\d+(-[0-9a-f]{6})?$");
    }
}
