package dev.voltaire.api.einvoice;

import dev.voltaire.invoice.InvoiceParty;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Seller or buyer as EN 16931 identifies them (BG-4, BG-7).
record TradeParty(
        InvoiceParty party,
        Optional<Identifier> endpoint,
        @Nullable Identifier registration) {

    /// An identifier in a scheme of the ISO 6523 list or of its European extension.
    record Identifier(@Nullable String scheme, String value) {
        static Identifier parse(String text) {
            int colon = text.indexOf(':');
            return new Identifier(text.substring(0, colon), text.substring(colon + 1));
        }
    }

    static TradeParty of(InvoiceParty party) {
        return new TradeParty(party, endpoint(party), registration(party));
    }

    /// BT-34, BT-49: the one agreed, else that of the VAT or register number, under which Peppol lists companies.
    private static Optional<Identifier> endpoint(InvoiceParty party) {
        String agreed = party.endpoint();
        if (agreed != null && agreed.contains(":")) {
            return Optional.of(Identifier.parse(agreed));
        }
        Identifier registration = registration(party);
        if (registration != null && Objects.equals(registration.scheme(), "0106")) {
            return Optional.of(registration);
        }
        String vat = party.vatNumber();
        if (vat == null || vat.length() < 4) {
            return Optional.empty();
        }
        String digits = vat.substring(2);
        return Optional.ofNullable(
                switch (vat.substring(0, 2)) {
                    case "BE" -> new Identifier("0208", digits);
                    case "NL" -> new Identifier("9944", vat);
                    case "DE" -> new Identifier("9930", vat);
                    case "FR" -> new Identifier("9957", vat);
                    case "LU" -> new Identifier("9938", vat);
                    case "IT" -> new Identifier("0211", vat);
                    case "GB" -> new Identifier("9932", vat);
                    case "AT" -> new Identifier("9914", vat);
                    case "ES" -> new Identifier("9920", vat);
                    case "PL" -> new Identifier("9945", vat);
                    case "PT" -> new Identifier("9946", vat);
                    case "IE" -> new Identifier("9935", vat);
                    default -> null;
                });
    }

    /// BT-30, BT-47.
    private static @Nullable Identifier registration(InvoiceParty party) {
        String number = party.registrationNumber();
        if (number == null || number.isBlank()) {
            return null;
        }
        String compact = number.replaceAll("[\\s.]", "");
        return switch (party.country()) {
            case "NL" -> new Identifier(compact.matches("\\d{8}") ? "0106" : null, compact);
            case "BE" -> new Identifier(compact.matches("[01]\\d{9}") ? "0208" : null, compact);
            case "FR" -> new Identifier(compact.matches("\\d{9}") ? "0002" : null, compact);
            default -> new Identifier(null, compact);
        };
    }

    /// The endpoint, or the mail address, which XRechnung allows as one.
    Optional<Identifier> reachable() {
        return endpoint.or(() -> Optional.ofNullable(party.email()).map(email -> new Identifier("EM", email)));
    }
}
