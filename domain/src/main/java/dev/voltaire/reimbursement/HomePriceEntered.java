package dev.voltaire.reimbursement;

import dev.voltaire.outbox.OutboxEvent;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A price of some days became known.
///
/// @param profileId absent when it may concern everybody
/// @param until exclusive; absent while open
public record HomePriceEntered(
        @Nullable UUID profileId, LocalDate from, @Nullable LocalDate until) implements OutboxEvent {}
