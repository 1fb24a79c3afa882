package dev.voltaire.api.http;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.joda.money.BigMoney;
import org.joda.money.Money;

/// Money on the wire: a decimal text, never a floating-point number.
@Schema(name = "Amount")
public record Amount(
        @Schema(examples = "6.05") String amount,
        @Schema(examples = "EUR") String currency) {

    public static Amount of(Money money) {
        return new Amount(
                money.getAmount().toPlainString(), money.getCurrencyUnit().getCode());
    }

    public static Amount of(BigMoney money) {
        return new Amount(
                money.getAmount().toPlainString(), money.getCurrencyUnit().getCode());
    }
}
