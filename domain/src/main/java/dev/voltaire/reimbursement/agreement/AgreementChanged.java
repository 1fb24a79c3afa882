package dev.voltaire.reimbursement.agreement;

import dev.voltaire.outbox.OutboxEvent;
import java.util.UUID;

/// From now on other sessions count under the agreement than before: it became active or ended.
public record AgreementChanged(UUID agreementId) implements OutboxEvent {}
