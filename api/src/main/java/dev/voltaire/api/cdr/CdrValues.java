package dev.voltaire.api.cdr;

import dev.voltaire.api.http.Amount;
import dev.voltaire.api.http.Reference;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.joda.money.BigMoney;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/// Values as CDR bodies show them.
final class CdrValues {
    private static final Map<String, String> ALPHA_2 = Arrays.stream(Locale.getISOCountries())
            .collect(Collectors.toUnmodifiableMap(
                    code -> Locale.of("", code).getISO3Country(), code -> code, (one, other) -> one));

    private CdrValues() {}

    static @Nullable Reference reference(@Nullable UUID id, @Nullable String label) {
        return id == null ? null : new Reference(id, Objects.requireNonNullElse(label, ""));
    }

    /// With as many decimals as it has, at least those of the currency.
    static @Nullable Amount amount(@Nullable String currency, @Nullable BigDecimal amount) {
        if (amount == null || currency == null) {
            return null;
        }
        try {
            CurrencyUnit unit = CurrencyUnit.of(currency.toUpperCase(Locale.ROOT));
            BigDecimal plain = amount.stripTrailingZeros();
            int decimals = Math.max(unit.getDecimalPlaces(), plain.scale());
            return Amount.of(BigMoney.of(unit, plain.setScale(decimals, RoundingMode.UNNECESSARY)));
        } catch (IllegalCurrencyException unknown) {
            return new Amount(amount.toPlainString(), currency);
        }
    }

    /// Rounded to the currency's minor unit.
    static Amount rounded(String currency, BigDecimal amount) {
        return Amount.of(Money.of(CurrencyUnit.of(currency), amount, RoundingMode.HALF_UP));
    }

    /// Full English name of an ISO 3166-1 alpha-2 or alpha-3 code; the code itself when nobody knows it.
    static @Nullable String countryName(@Nullable String code) {
        if (code == null) {
            return null;
        }
        String upper = code.toUpperCase(Locale.ROOT);
        String name = Locale.of("", ALPHA_2.getOrDefault(upper, upper)).getDisplayCountry(Locale.ENGLISH);
        return name.isEmpty() ? code : name;
    }
}
