package dev.voltaire.tariff;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something a person who checks a price should know. A warning never changes the price.
///
/// @param subject what it is about, a dimension or a tariff
/// @param period the start of the period it is about; absent when it is about the session
public record RatingWarning(
        Kind kind, String subject, @Nullable Instant period) {
    public String inWords() {
        return kind + ": " + subject + (period == null ? "" : " in the period from " + period);
    }

    public enum Kind {
        /// No tariff applies: the price is unknown, not free.
        NO_TARIFF,
        /// There is nothing to price.
        NO_PERIODS,
        /// Usage was reported and not one price component applied.
        NOTHING_PRICED,
        /// The tariff prices this dimension, but not in this period: free here.
        NO_ELEMENT_MATCHED,
        /// The tariff prices a dimension the operator reported nothing for.
        VOLUME_NOT_REPORTED,
        /// A component states no VAT: the total including VAT is unknown (or, tax included, the total excluding).
        VAT_UNKNOWN,
        /// A restriction on current or power, and neither was reported.
        RESTRICTION_UNVERIFIABLE,
        /// The price would have changed within a period; the operator should have started a new one there.
        PERIOD_CROSSES_BOUNDARY,
        /// Charging resumed after parking; the specification has no example of the step size there.
        STEP_SIZE_AFTER_PARKING,
        /// Several tariffs suit the session equally; the first is used.
        TARIFF_AMBIGUOUS,
        TARIFF_NOT_VALID_AT_START,
        /// A tariff for payment at the charge point was named for a session of ours.
        AD_HOC_TARIFF,
        /// A period names a tariff that was not supplied.
        UNKNOWN_TARIFF_ID,
        /// Other periods name a tariff and this one does not: free here.
        PERIOD_WITHOUT_TARIFF,
        /// Minimum and maximum price are those of the tariff at the start.
        TARIFF_CHANGED,
        /// More energy flowed back than in: the component's price is paid back, no step applies.
        NEGATIVE_VOLUME,
        /// A minimum or maximum applied on one side of the tax and is not stated for the other.
        LIMIT_ONE_SIDED
    }
}
