package dev.voltaire.reimbursement.statement;

import dev.voltaire.message.Language;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.UUID;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/// What a driver gets back for a month, corrections of earlier months included.
///
/// @param revision counts the statements of the same month: after a rejection, or for what came late
public record Statement(
        UUID id,
        int version,
        UUID unitId,
        String unitLabel,
        UUID profileId,
        String profileName,
        String number,
        YearMonth month,
        int revision,
        Language language,
        int lines,
        BigDecimal kwh,
        Money amount,
        State state,
        Instant issuedAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String decisionNote,
        @Nullable Instant paidAt,
        @Nullable String paymentReference) {

    /// ISSUED waits for the employer, APPROVED for a payment.
    public enum State {
        ISSUED,
        APPROVED,
        REJECTED,
        IN_PAYOUT,
        PAID
    }
}
