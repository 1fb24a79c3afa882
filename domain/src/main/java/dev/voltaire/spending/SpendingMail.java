package dev.voltaire.spending;

import dev.voltaire.message.Language;
import dev.voltaire.message.Messages;
import dev.voltaire.outbox.OutboxHandler;
import dev.voltaire.sql.Sql;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.Mailer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// Tells the driver, and those who manage the unit of the policy, that a budget is running out.
@ApplicationScoped
class SpendingMail implements OutboxHandler<SpendingThresholdPassed> {
    private static final String RECIPIENTS = """
            SELECT DISTINCT a.email::text AS email, a.first_name, coalesce(a.locale, u.language) AS language,
                   y.name AS policy, coalesce(t.visual_number, f.name, h.name) AS holder, x.spent, y.budget, y.currency
            FROM spending_alert x
            JOIN spending_policy y ON y.id = x.policy_id
            JOIN organisation_unit u ON u.id = y.organisation_unit_id
            LEFT JOIN token t ON t.id = x.holder_id
            LEFT JOIN profile f ON f.id = x.profile_id
            LEFT JOIN organisation_unit h ON h.id = x.holder_id
            JOIN app_user a ON a.deleted_at IS NULL AND a.active
                AND (a.id = f.user_id OR 'ORG_UNIT_ADMIN' = ANY (a.roles) AND u.id = ANY (a.organisation_unit_ids))
            WHERE x.policy_id = ? AND x.holder_id = ? AND x.period_start = ? AND x.threshold = ?
            """;

    private final Sql sql;
    private final Mailer mailer;

    @Inject
    SpendingMail(Sql sql, Mailer mailer) {
        this.sql = sql;
        this.mailer = mailer;
    }

    @Override
    public Class<SpendingThresholdPassed> eventType() {
        return SpendingThresholdPassed.class;
    }

    @Override
    public String name() {
        return "spending-mail";
    }

    @Override
    public Execution execution() {
        return Execution.OUTSIDE_TRANSACTION;
    }

    @Override
    public void handle(SpendingThresholdPassed event) {
        List<Mail> mails = QuarkusTransaction.requiringNew()
                .call(() -> sql.query(
                        RECIPIENTS,
                        row -> mail(row, event.threshold()),
                        event.policyId(),
                        event.holderId(),
                        event.periodStart(),
                        event.threshold()));
        if (!mails.isEmpty()) {
            mailer.send(mails.toArray(Mail[]::new));
        }
    }

    private static Mail mail(ResultSet row, int threshold) throws SQLException {
        Language language = Language.valueOf(row.getString("language"));
        String percent = Integer.toString(threshold);
        String holder = row.getString("holder");
        return Mail.withText(
                row.getString("email"),
                Messages.text(language, "mail.spending.subject", percent, holder),
                Messages.text(
                        language,
                        "mail.spending.body",
                        row.getString("first_name"),
                        holder,
                        money(row.getBigDecimal("spent"), row.getString("currency")),
                        money(row.getBigDecimal("budget"), row.getString("currency")),
                        percent,
                        row.getString("policy")));
    }

    private static String money(BigDecimal amount, String currency) {
        return amount.setScale(2, RoundingMode.HALF_UP).toPlainString() + " " + currency;
    }
}
