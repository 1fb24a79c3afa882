package dev.voltaire.organisation;

import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// All queries on organisation units.
@ApplicationScoped
public class OrganisationUnitRepository implements PanacheRepositoryBase<OrganisationUnit, UUID> {

    /// @throws ProblemException NOT_FOUND when there is none, or none in the scope: the caller cannot tell which
    public OrganisationUnit get(UUID id, Scope scope) {
        return findByIdOptional(id)
                .filter(unit -> scope.contains(unit.path()))
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    public List<OrganisationUnit> all(Collection<UUID> ids) {
        return ids.isEmpty() ? List.of() : list("id in ?1 order by number", ids);
    }

    public Optional<OrganisationUnit> findByNumber(long number) {
        return find("number", number).firstResultOptional();
    }

    /// Numbers are unique and rise; a rolled-back creation leaves a gap.
    long nextNumber() {
        return ((Number) getEntityManager()
                        .createNativeQuery("select nextval('organisation_unit_number')")
                        .getSingleResult())
                .longValue();
    }

    /// The visible part of the tree, parents before children.
    public List<OrganisationUnit> tree(Scope scope) {
        return getEntityManager()
                .createNativeQuery("""
                        select * from organisation_unit
                        where path <@ any (cast(:paths as ltree[]))
                        order by path
                        """, OrganisationUnit.class)
                .setParameter("paths", scope.literal())
                .getResultList();
    }

    /// The unit itself and everything below it.
    public List<UUID> idsBelow(OrganisationUnit unit) {
        return getEntityManager()
                .createNativeQuery("select id from organisation_unit where path <@ cast(:path as ltree)", UUID.class)
                .setParameter("path", unit.path())
                .getResultList();
    }
}
