package dev.voltaire.api.price;

import dev.voltaire.price.PriceQuoting;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Where somebody wants to charge, and how much. Of `kwh` and `minutes` one is enough where the connector's power is
/// known.
@Schema(name = "PriceQuoteRequest")
public record PriceQuoteRequest(
        @Schema(description = "As printed on the charger", examples = "NL*RBC*E0042*1") @NotBlank @Size(max = 48)
        String evseId,

        @Schema(description = "Where the EVSE has several") @Size(max = 36) @Nullable
        String connectorId,

        @Schema(description = "Who charges; a driver asking for an own quote need not say") @Nullable
        UUID profileId,

        @Nullable BigDecimal kwh,
        @Nullable Integer minutes) {

    PriceQuoting.Wish wish() {
        return new PriceQuoting.Wish(evseId, connectorId, kwh, minutes);
    }
}
