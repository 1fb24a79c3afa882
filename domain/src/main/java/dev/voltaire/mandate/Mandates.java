package dev.voltaire.mandate;

import dev.voltaire.identity.Caller;
import dev.voltaire.organisation.OrganisationUnit;
import dev.voltaire.organisation.OrganisationUnitRepository;
import dev.voltaire.organisation.Scope;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.value.Iban;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Signing and revoking mandates.
@ApplicationScoped
public class Mandates implements PanacheRepositoryBase<Mandate, UUID> {
    private final OrganisationUnitRepository units;
    private final Clock clock;

    @Inject
    Mandates(OrganisationUnitRepository units, Clock clock) {
        this.units = units;
        this.clock = clock;
    }

    /// The unit's earlier mandate ends with it.
    @Transactional
    public Mandate sign(UUID unitId, Mandate.Signed signed, Caller caller) {
        OrganisationUnit unit = units.get(unitId, caller.reach());
        if (!Iban.isValid(signed.iban())) {
            throw new ProblemException(Problem.INVALID_PARAMETER, "iban");
        }
        active(unitId).ifPresent(earlier -> earlier.revoke(caller.name(), clock.instant()));
        flush();
        long signedBefore = count("organisationUnitId", unitId);
        Mandate mandate = new Mandate(
                unitId,
                "VLT-%d-%d".formatted(unit.number(), signedBefore + 1),
                new Mandate.Signed(
                        signed.scheme(), signed.holder(), Iban.compact(signed.iban()), signed.bic(), signed.signedOn()),
                caller.name(),
                clock.instant());
        persistAndFlush(mandate);
        return mandate;
    }

    @Transactional
    public Mandate revoke(UUID id, Caller caller) {
        Mandate mandate = get(id, caller.reach());
        mandate.revoke(caller.name(), clock.instant());
        return mandate;
    }

    /// @throws ProblemException NOT_FOUND when there is none, or none in the scope
    public Mandate get(UUID id, Scope scope) {
        Mandate mandate = findByIdOptional(id).orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
        units.get(mandate.organisationUnitId(), scope);
        return mandate;
    }

    /// What the unit signed, the newest first.
    public List<Mandate> of(UUID unitId, Scope scope) {
        units.get(unitId, scope);
        return list("organisationUnitId = ?1 order by createdAt desc", unitId);
    }

    public Optional<Mandate> active(UUID unitId) {
        return find("organisationUnitId = ?1 and status = ?2", unitId, Mandate.Status.ACTIVE)
                .firstResultOptional();
    }

    public Optional<Mandate> byReference(String reference) {
        return find("reference", reference).firstResultOptional();
    }
}
