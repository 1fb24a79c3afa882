package dev.voltaire.charger;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How much a charger may deliver and when: a charging profile, whatever the version.
///
/// @param startsAt when the first period begins; absent = with the charging
/// @param daily repeated every day from `startsAt`
public record ChargingLimit(
        Purpose purpose,
        int stackLevel,
        Unit unit,
        @Nullable Instant startsAt,
        boolean daily,
        @Nullable Integer durationSeconds,
        List<Period> periods) {

    public enum Purpose {
        /// The whole charger.
        CHARGER,
        /// Every transaction that has no profile of its own.
        EVERY_TRANSACTION,
        /// One running transaction.
        TRANSACTION
    }

    public enum Unit {
        WATT,
        AMPERE
    }

    /// @param startSeconds after the start of the schedule; the first is 0
    public record Period(
            int startSeconds, BigDecimal limit, @Nullable Integer phases) {}
}
