package dev.voltaire.subscription;

import java.time.LocalDate;
import java.util.UUID;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/// What a profile owes for one period, excluding VAT.
///
/// @param periodEnd exclusive
/// @param days of the period that were covered
/// @param price of the whole period
/// @param waived nothing is owed because the profile is not billable
/// @param dueOn the day from which it is owed
public record SubscriptionFee(
        UUID id,
        UUID subscriptionId,
        UUID organisationUnitId,
        UUID profileId,
        String profileName,
        LocalDate periodStart,
        LocalDate periodEnd,
        int days,
        int daysInPeriod,
        Money price,
        Money amount,
        boolean waived,
        LocalDate dueOn,
        @Nullable UUID invoiceId) {}
