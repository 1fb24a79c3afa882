package dev.voltaire.api.http;

import dev.voltaire.organisation.Address;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A postal address on the wire.
@Schema(name = "Address")
@OfItsCountry
public record AddressBody(
        @Nullable @Size(max = 200) String companyName,
        @Nullable @Size(max = 200) String street,
        @Nullable @Size(max = 20) String houseNumber,
        @Nullable @Size(max = 20) String houseNumberSuffix,
        @Nullable @Size(max = 200) String addition,

        @Nullable @Size(max = 20) @Schema(description = "Checked by country")
        String postalCode,

        @Nullable @Size(max = 100) String city,

        @Nullable @Pattern(regexp = "[A-Z]{2}") @Schema(description = "ISO 3166-1 alpha-2", examples = "NL")
        String country)
        implements OfItsCountry.Holder {

    @Override
    public @Nullable String countryOfNumbers() {
        return country;
    }

    @Override
    public List<OfItsCountry.Written> numbers() {
        return List.of(new OfItsCountry.Written("postalCode", OfItsCountry.Form.POSTAL_CODE, postalCode));
    }

    public static @Nullable AddressBody of(@Nullable Address address) {
        return address == null
                ? null
                : new AddressBody(
                        address.companyName(),
                        address.street(),
                        address.houseNumber(),
                        address.houseNumberSuffix(),
                        address.addition(),
                        address.postalCode(),
                        address.city(),
                        address.country());
    }

    public static @Nullable Address toAddress(@Nullable AddressBody body) {
        return body == null
                ? null
                : new Address(
                        body.companyName,
                        body.street,
                        body.houseNumber,
                        body.houseNumberSuffix,
                        body.addition,
                        body.postalCode,
                        body.city,
                        body.country);
    }
}
