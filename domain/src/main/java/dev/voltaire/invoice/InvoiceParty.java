package dev.voltaire.invoice;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Seller or buyer as they were when the invoice was finalised: a copy, so that a later move changes no document.
///
/// @param country ISO 3166-1 alpha-2
/// @param registrationNumber of the trade register
/// @param endpoint where structured invoices reach it, `scheme:identifier` in the codes of EN 16931 (BT-34, BT-49);
///     absent where it is derived from the VAT number
public record InvoiceParty(
        String legalName,
        @Nullable String contactName,
        String street,
        String postalCode,
        String city,
        String country,
        @Nullable String vatNumber,
        @Nullable String registrationNumber,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String endpoint) {

    /// The address block under the name, without its country.
    public List<String> addressLines() {
        return Stream.of(contactName, street, (postalCode + " " + city).strip())
                .filter(Objects::nonNull)
                .filter(line -> !line.isBlank())
                .toList();
    }
}
