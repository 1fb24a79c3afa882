package dev.voltaire.partner;

import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Queries of `partner`.
@ApplicationScoped
public class PartnerRepository implements PanacheRepositoryBase<Partner, UUID> {

    public Partner byId(UUID id) {
        return findByIdOptional(id).orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    Partner lock(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE)
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    List<Partner> withCredentialsOlderThan(Instant before) {
        return list(
                "status = ?1 and credentialsRenewedAt < ?2 order by credentialsRenewedAt",
                PartnerStatus.CONNECTED,
                before);
    }

    List<Partner> connected() {
        return list("status = ?1 order by id", PartnerStatus.CONNECTED);
    }
}
