package dev.voltaire.api.reimbursement;

import dev.voltaire.api.invoice.Printed;
import dev.voltaire.message.Messages;
import dev.voltaire.reimbursement.IneligibilityReason;
import dev.voltaire.reimbursement.payout.PayoutAccounts;
import dev.voltaire.reimbursement.statement.Statement;
import dev.voltaire.reimbursement.statement.Statements;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/// Everything the printed statement says, as text in its language: the template only places it.
record StatementSheet(
        String language,
        String title,
        String driver,
        List<Fact> facts,
        String amountLabel,
        String amount,
        List<Row> rows,
        Row total,
        List<String> notices,
        Labels labels) {

    record Fact(String label, String text) {}

    /// @param remark empty for a plain charge
    record Row(String date, String place, String remark, String kwh, String price, String amount) {}

    record Labels(
            String payee, String date, String place, String kwh, String price, String amount, String page, String of) {}

    static StatementSheet of(
            Statement statement, List<Statements.Item> items, Optional<PayoutAccounts.Account> account) {
        return new Writer(statement, new Printed(statement.language())).sheet(items, account);
    }

    private record Writer(Statement statement, Printed printed) {
        StatementSheet sheet(List<Statements.Item> items, Optional<PayoutAccounts.Account> account) {
            Money amount = statement.amount();
            return new StatementSheet(
                    statement.language().tag(),
                    text("title"),
                    statement.profileName(),
                    facts(),
                    text(amount.isNegative() ? "balance" : "amount-due"),
                    printed.money(amount),
                    items.stream().map(this::row).toList(),
                    new Row(text("total"), "", "", printed.number(statement.kwh()), "", printed.amount(amount)),
                    notices(account),
                    labels());
        }

        private List<Fact> facts() {
            String month = DateTimeFormatter.ofPattern(
                            "LLLL yyyy", statement.language().locale())
                    .format(statement.month());
            return List.of(
                    new Fact(text("number"), statement.number()),
                    new Fact(text("month"), month),
                    new Fact(
                            text("date"),
                            printed.date(
                                    statement.issuedAt().atZone(ZoneOffset.UTC).toLocalDate())),
                    new Fact(text("unit"), statement.unitLabel()),
                    new Fact(text("energy"), printed.number(statement.kwh()) + " kWh"));
        }

        private Row row(Statements.Item item) {
            return new Row(
                    printed.date(item.chargedOn()),
                    item.place(),
                    remark(item),
                    printed.number(item.kwh()),
                    price(item.pricePerKwh()),
                    printed.amount(Money.of(currency(), item.amount(), RoundingMode.UNNECESSARY)));
        }

        private String price(@Nullable BigDecimal price) {
            return price == null ? "" : printed.number(price);
        }

        private String remark(Statements.Item item) {
            IneligibilityReason reason = item.reason();
            if (reason != null) {
                return text("taken-back", text("reason." + key(reason)));
            }
            return item.correction() ? text("correction") : "";
        }

        private static String key(IneligibilityReason reason) {
            return switch (reason) {
                case PRIVATE_USE -> "private-use";
                case NO_AGREEMENT -> "no-agreement";
                case VOIDED -> "voided";
                case NO_TOKEN, TOKEN_REFUSED, NOT_CARD_PROVEN, NOT_ALLOWED_AT_CHARGER -> "other";
            };
        }

        private List<String> notices(Optional<PayoutAccounts.Account> account) {
            List<String> notices = new ArrayList<>();
            if (!statement.amount().isPositive()) {
                notices.add(text("notice.nothing-due", printed.money(statement.amount())));
            } else {
                notices.add(account.map(paid -> text("notice.account", paid.holder(), paid.maskedIban()))
                        .orElseGet(() -> text("notice.no-account")));
            }
            notices.add(text("notice.nature"));
            return notices;
        }

        private Labels labels() {
            return new Labels(
                    text("payee"),
                    text("charged-on"),
                    text("place"),
                    text("kwh"),
                    text("price"),
                    text("amount", currency().getCode()),
                    text("page"),
                    text("of"));
        }

        private CurrencyUnit currency() {
            return statement.amount().getCurrencyUnit();
        }

        private String text(String key, Object... arguments) {
            return Messages.text(statement.language(), "statement." + key, arguments);
        }
    }
}
