package dev.voltaire.api.invoice;

import dev.voltaire.message.Language;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import org.joda.money.Money;

/// How amounts, dates and countries are written in a language.
public record Printed(Language language) {

    /// Currency first, as on every screen: `EUR 6,05`.
    public String money(Money money) {
        return money.getCurrencyUnit().getCode() + " " + amount(money);
    }

    public String amount(Money money) {
        NumberFormat format = NumberFormat.getNumberInstance(language.locale());
        format.setMinimumFractionDigits(money.getCurrencyUnit().getDecimalPlaces());
        format.setMaximumFractionDigits(money.getCurrencyUnit().getDecimalPlaces());
        return plain(format.format(money.getAmount()));
    }

    public String number(BigDecimal number) {
        NumberFormat format = NumberFormat.getNumberInstance(language.locale());
        format.setMaximumFractionDigits(4);
        return plain(format.format(number));
    }

    /// Two decimals, as on every screen.
    String kwh(BigDecimal energy) {
        NumberFormat format = NumberFormat.getNumberInstance(language.locale());
        format.setMinimumFractionDigits(2);
        format.setMaximumFractionDigits(2);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return plain(format.format(energy));
    }

    public String percent(BigDecimal percent) {
        return number(percent) + " %";
    }

    public String date(LocalDate date) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(europe())
                .format(date);
    }

    /// English dates as Europeans write them: the day first.
    private Locale europe() {
        return language == Language.EN ? Locale.UK : language.locale();
    }

    public String country(String alpha2) {
        return Locale.of("", alpha2).getDisplayCountry(language.locale());
    }

    /// The narrow no-break space that French groups digits with is missing from many fonts.
    private static String plain(String number) {
        return number.replace('\u202f', '\u00a0');
    }
}
