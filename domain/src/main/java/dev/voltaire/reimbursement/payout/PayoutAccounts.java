package dev.voltaire.reimbursement.payout;

import dev.voltaire.audit.Audit;
import dev.voltaire.identity.Caller;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.problem.Violation;
import dev.voltaire.sql.Sql;
import dev.voltaire.value.Iban;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where drivers are paid. Only the driver enters it; a new account replaces the one before, which stays on record.
@ApplicationScoped
public class PayoutAccounts {
    private static final Pattern BIC = Pattern.compile("[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?");

    private final Sql sql;
    private final Audit audit;
    private final Clock clock;

    @Inject
    PayoutAccounts(Sql sql, Audit audit, Clock clock) {
        this.sql = sql;
        this.audit = audit;
        this.clock = clock;
    }

    /// @param iban without spaces
    public record Account(
            String holder, String iban, @Nullable String bic, Instant enteredAt) {
        /// Country and the last four digits.
        public String maskedIban() {
            return masked(iban);
        }

        @Override
        public String toString() {
            return "Account[" + maskedIban() + "]";
        }
    }

    public static String masked(String iban) {
        return iban.substring(0, 2) + "•• •••• " + iban.substring(iban.length() - 4);
    }

    /// @throws ProblemException VALIDATION_FAILED naming every field that is wrong
    @Transactional
    public Account enter(String holder, String iban, @Nullable String bic, Caller.SignedIn driver) {
        String compact = Iban.compact(iban);
        List<Violation> violations = new ArrayList<>();
        if (!Iban.isValid(compact)) {
            violations.add(new Violation("iban", "validation.iban"));
        }
        if (bic != null && !BIC.matcher(bic).matches()) {
            violations.add(new Violation("bic", "validation.bic"));
        }
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
        sql.update(
                "INSERT INTO payout_account (user_id, holder, iban, bic, entered_by, entered_at) VALUES (?, ?, ?, ?, ?, ?)",
                driver.userId(),
                holder.strip(),
                compact,
                bic,
                driver.name(),
                clock.instant());
        audit.record("payout-account-entered", "user", driver.userId(), null, Map.of("iban", masked(compact)));
        return of(driver.userId()).orElseThrow();
    }

    @Transactional
    public Optional<Account> of(UUID userId) {
        return sql.first(
                "SELECT * FROM payout_account WHERE user_id = ? ORDER BY entered_at DESC, id DESC LIMIT 1",
                row -> new Account(
                        row.getString("holder"),
                        row.getString("iban"),
                        row.getString("bic"),
                        Sql.requiredInstant(row, "entered_at")),
                userId);
    }
}
