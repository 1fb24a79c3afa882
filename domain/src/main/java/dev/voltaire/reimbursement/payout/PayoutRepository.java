package dev.voltaire.reimbursement.payout;

import dev.voltaire.listing.Condition;
import dev.voltaire.listing.Filter;
import dev.voltaire.listing.ListRequest;
import dev.voltaire.listing.Listing;
import dev.voltaire.listing.Listings;
import dev.voltaire.listing.Page;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/// The SQL of payout runs and payments.
@ApplicationScoped
public class PayoutRepository {
    private static final Listing<Run> RUNS = Listing.of(
                    "r.*, (select count(*)::integer from payout p where p.run_id = r.id and p.state = 'PAID') as paid,"
                            + " (select count(*)::integer from payout p where p.run_id = r.id and p.state = 'FAILED')"
                            + " as failed",
                    "payout_run r")
            .search("r.message_id")
            .sort("createdAt", "r.created_at")
            .sort("executionOn", "r.execution_on")
            .sort("total", "r.total")
            .defaultSort("r.id", "-createdAt")
            .rows(row -> new Run(
                    row.id("id"),
                    row.id("issuer_id"),
                    row.text("message_id"),
                    Objects.requireNonNull(row.maybeDate("execution_on")),
                    row.number("payments"),
                    Money.of(CurrencyUnit.of(row.text("currency")), row.decimal("total")),
                    row.number("paid"),
                    row.number("failed"),
                    row.text("created_by"),
                    row.instant("created_at")));
    private static final Listing<Payout> PAYOUTS = Listing.of(
                    "p.*, f.name as profile_name", "payout p join profile f on f.id = p.profile_id")
            .search("(f.name || ' ' || p.holder || ' ' || p.end_to_end_id)")
            .filter("state", Filter.oneOf("p.state", PayoutState.class))
            .filter("profileId", Filter.id("p.profile_id"))
            .sort("amount", "p.amount")
            .sort("profile", "f.name")
            .sort("state", "p.state")
            .defaultSort("p.id", "profile")
            .rows(row -> new Payout(
                    row.id("id"),
                    row.id("profile_id"),
                    row.text("profile_name"),
                    row.text("end_to_end_id"),
                    row.text("holder"),
                    PayoutAccounts.masked(row.text("iban")),
                    Money.of(CurrencyUnit.of(row.text("currency")), row.decimal("amount")),
                    row.constant("state", PayoutState.class),
                    row.maybeText("reason"),
                    row.maybeInstant("changed_at")));

    private final Listings listings;
    private final Sql sql;

    @Inject
    PayoutRepository(Listings listings, Sql sql) {
        this.listings = listings;
        this.sql = sql;
    }

    /// One payment file.
    public record Run(
            UUID id,
            UUID issuerId,
            String messageId,
            LocalDate executionOn,
            int payments,
            Money total,
            int paid,
            int failed,
            String createdBy,
            Instant createdAt) {}

    /// What became of a payment.
    public enum PayoutState {
        SENT,
        PAID,
        FAILED
    }

    /// One payment, its account masked.
    public record Payout(
            UUID id,
            UUID profileId,
            String profileName,
            String endToEndId,
            String holder,
            String maskedIban,
            Money amount,
            PayoutState state,
            @Nullable String reason,
            @Nullable Instant changedAt) {}

    /// An approved statement and where its driver is paid, if anywhere.
    record Payable(
            UUID statementId,
            String number,
            UUID organisationUnitId,
            UUID profileId,
            String profileName,
            BigDecimal amount,
            @Nullable String holder,
            @Nullable String iban,
            @Nullable String bic) {}

    record NewPayout(
            UUID id,
            String endToEndId,
            CreditTransferFile.Party creditor,
            BigDecimal amount,
            String remittance,
            List<Payable> statements) {}

    record Sent(UUID id, String endToEndId, UUID organisationUnitId) {}

    public Page<Run> runs(ListRequest request) {
        return listings.page(RUNS, request);
    }

    public Run run(UUID id) {
        return listings.page(RUNS, ListRequest.firstPage(), Condition.of("r.id = ?", id)).items().stream()
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    public Page<Payout> payouts(UUID runId, ListRequest request) {
        return listings.page(PAYOUTS, request, Condition.of("p.run_id = ?", runId));
    }

    @Transactional
    public byte[] file(UUID runId) {
        return sql.first("SELECT file FROM payout_run WHERE id = ?", row -> row.getBytes(1), runId)
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    /// In the order of drivers. Nobody else pays or changes them until the transaction ends.
    List<Payable> lockPayable(String currency, String paths) {
        return sql.query(
                """
                SELECT s.id, s.number, s.organisation_unit_id, s.profile_id, p.name, s.amount, a.holder, a.iban, a.bic
                FROM reimbursement_statement s
                JOIN profile p ON p.id = s.profile_id
                LEFT JOIN LATERAL (SELECT * FROM payout_account a WHERE a.user_id = p.user_id
                                   ORDER BY a.entered_at DESC, a.id DESC LIMIT 1) a ON true
                WHERE s.state = 'APPROVED' AND s.currency = ?
                  AND s.organisation_unit_id IN (SELECT id FROM organisation_unit WHERE path <@ ANY (?::ltree[]))
                ORDER BY s.profile_id, s.month, s.revision
                FOR UPDATE OF s
                """,
                row -> new Payable(
                        Sql.id(row, "id"),
                        row.getString("number"),
                        Sql.id(row, "organisation_unit_id"),
                        Sql.id(row, "profile_id"),
                        row.getString("name"),
                        row.getBigDecimal("amount"),
                        row.getString("holder"),
                        row.getString("iban"),
                        row.getString("bic")),
                currency,
                paths);
    }

    void store(UUID run, UUID issuer, CreditTransferFile.Order order, List<NewPayout> payouts, byte[] file, String by) {
        sql.update(
                """
                INSERT INTO payout_run (id, issuer_id, message_id, execution_on, currency, payments, total, file, sha256,
                    created_by, created_at)
                VALUES (?, ?, ?, ?, 'EUR', ?, ?, ?, ?, ?, ?)
                """,
                run,
                issuer,
                order.messageId(),
                order.executionOn(),
                payouts.size(),
                order.total(),
                file,
                sha256(file),
                by,
                order.createdAt());
        payouts.forEach(payout -> store(run, payout));
    }

    private void store(UUID run, NewPayout payout) {
        Payable driver = payout.statements().getFirst();
        sql.update(
                """
                INSERT INTO payout (id, run_id, organisation_unit_id, profile_id, end_to_end_id, holder, iban, bic,
                    currency, amount, remittance, state)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'EUR', ?, ?, 'SENT')
                """,
                payout.id(),
                run,
                driver.organisationUnitId(),
                driver.profileId(),
                payout.endToEndId(),
                payout.creditor().name(),
                payout.creditor().iban(),
                payout.creditor().bic(),
                payout.amount(),
                payout.remittance());
        for (Payable statement : payout.statements()) {
            sql.update(
                    "INSERT INTO payout_statement VALUES (?, ?, ?)",
                    payout.id(),
                    statement.statementId(),
                    statement.amount());
            sql.update(
                    "UPDATE reimbursement_statement SET state = 'IN_PAYOUT', version = version + 1 WHERE id = ?",
                    statement.statementId());
        }
    }

    Optional<String> messageId(UUID runId) {
        return sql.first("SELECT message_id FROM payout_run WHERE id = ?", row -> row.getString(1), runId);
    }

    /// Payments without an outcome, locked.
    List<Sent> sent(UUID runId) {
        return sql.query(
                """
                SELECT id, end_to_end_id, organisation_unit_id FROM payout WHERE run_id = ? AND state = 'SENT'
                ORDER BY id FOR UPDATE
                """,
                row -> new Sent(Sql.id(row, "id"), row.getString("end_to_end_id"), Sql.id(row, "organisation_unit_id")),
                runId);
    }

    /// The statements of a payment that failed can be paid again.
    void settle(Sent payout, String state, @Nullable String reason, String by, Instant at) {
        sql.update(
                "UPDATE payout SET state = ?, reason = ?, changed_by = ?, changed_at = ? WHERE id = ?",
                state,
                reason,
                by,
                at,
                payout.id());
        boolean paid = state.equals("PAID");
        sql.update("""
                UPDATE reimbursement_statement
                SET state = ?, version = version + 1, paid_at = ?, payment_reference = ?
                WHERE id IN (SELECT statement_id FROM payout_statement WHERE payout_id = ?)
                """, paid ? "PAID" : "APPROVED", paid ? at : null, paid ? payout.endToEndId() : null, payout.id());
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
