package dev.voltaire.invoice;

import dev.voltaire.vat.Supply;
import dev.voltaire.vat.VatDecision;
import dev.voltaire.vat.VatTable;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How one issuer taxes one customer on one day.
record Taxation(Issuer issuer, InvoiceParty customer, VatTable table, LocalDate on) {
    /// Operators name countries with three letters, the law with two.
    private static final Map<String, String> TWO_LETTERS = Arrays.stream(Locale.getISOCountries())
            .collect(Collectors.toMap(code -> Locale.of("", code).getISO3Country(), Function.identity(), (a, b) -> a));

    /// @param country where it was consumed, with two or three letters
    VatDecision electricity(@Nullable String country) {
        return decide(Supply.Kind.ELECTRICITY, country == null ? null : TWO_LETTERS.getOrDefault(country, country));
    }

    VatDecision service() {
        return decide(Supply.Kind.SERVICE, null);
    }

    VatDecision disbursement() {
        return decide(Supply.Kind.DISBURSEMENT, null);
    }

    private VatDecision decide(Supply.Kind kind, @Nullable String consumedIn) {
        return VatDecision.decide(
                issuer.vatRules(),
                new Supply(
                        kind,
                        issuer.party().country(),
                        issuer.vatRegistrations(),
                        customer.country(),
                        customer.vatNumber(),
                        consumedIn,
                        on),
                table);
    }

    static VatTreatment treatment(VatDecision.Taxed taxed) {
        return new VatTreatment(taxed.category(), taxed.percent(), taxed.rule().name());
    }
}
