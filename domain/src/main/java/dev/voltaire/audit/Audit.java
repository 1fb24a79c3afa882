package dev.voltaire.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where use cases record what they changed, in their own transaction.
@ApplicationScoped
public class Audit {
    private final AuditRepository repository;
    private final CurrentActor currentActor;
    private final Clock clock;

    @Inject
    Audit(AuditRepository repository, CurrentActor currentActor, Clock clock) {
        this.repository = repository;
        this.currentActor = currentActor;
        this.clock = clock;
    }

    /// @param action what happened, past tense and kebab-case: `token-blocked`
    /// @param organisationUnitId the unit in whose log it appears; null for what only the operator sees
    /// @param details what changed, free of secrets and uids
    @Transactional(Transactional.TxType.MANDATORY)
    public void record(
            String action,
            String entityType,
            UUID entityId,
            @Nullable UUID organisationUnitId,
            Map<String, ?> details) {
        repository.insert(clock.instant(), actor(), action, entityType, entityId, organisationUnitId, details);
    }

    private Actor actor() {
        try {
            return currentActor.get();
        } catch (ContextNotActiveException noRequest) {
            return Actor.SYSTEM;
        }
    }
}
