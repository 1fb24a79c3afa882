package dev.voltaire.vat;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is supplied by whom to whom. Countries are ISO 3166-1 alpha-2.
///
/// @param sellerRegistrations countries where the seller has a VAT number, its own among them
/// @param buyerVatNumber absent when the customer has none
/// @param consumedIn where electricity was charged; absent for a service, and when nobody knows
/// @param on the day whose rate holds
public record Supply(
        Kind kind,
        String sellerCountry,
        Set<String> sellerRegistrations,
        String buyerCountry,
        @Nullable String buyerVatNumber,
        @Nullable String consumedIn,
        LocalDate on) {

    public enum Kind {
        /// Charging is a supply of goods (CJEU C-60/23).
        ELECTRICITY,
        /// Subscriptions, cards and fees that are owed whether or not anybody charges.
        SERVICE,
        /// Home charging paid back to a driver and passed on.
        DISBURSEMENT
    }

    public Supply {
        sellerCountry = upper(sellerCountry);
        buyerCountry = upper(buyerCountry);
        consumedIn = consumedIn == null ? null : upper(consumedIn);
        sellerRegistrations = Set.copyOf(sellerRegistrations);
    }

    boolean sellerRegisteredIn(String country) {
        return sellerCountry.equals(country) || sellerRegistrations.contains(country);
    }

    boolean buyerHasVatNumber() {
        return buyerVatNumber != null && !buyerVatNumber.isBlank();
    }

    /// A VAT number names its country first; Greece calls itself EL there.
    boolean buyerRegisteredIn(String country) {
        if (buyerVatNumber == null || buyerVatNumber.strip().length() < 2) {
            return false;
        }
        String prefix = upper(buyerVatNumber.strip().substring(0, 2));
        return country.equals(prefix.equals("EL") ? "GR" : prefix);
    }

    private static String upper(String text) {
        return text.strip().toUpperCase(Locale.ROOT);
    }
}
