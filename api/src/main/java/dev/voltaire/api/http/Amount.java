package dev.voltaire.api.http;

import dev.voltaire.problem.ProblemException;
import dev.voltaire.problem.Violation;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.joda.money.BigMoney;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
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

    /// @throws ProblemException VALIDATION_FAILED naming the field when it is no amount of whole minor units
    public Money toMoney(String field) {
        try {
            return Money.of(CurrencyUnit.of(currency), new BigDecimal(amount));
        } catch (IllegalCurrencyException | ArithmeticException | NumberFormatException | NullPointerException wrong) {
            throw ProblemException.invalid(List.of(new Violation(field, "validation.amount")));
        }
    }
}
