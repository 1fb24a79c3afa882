package dev.voltaire.organisation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Creating, changing and closing organisation units. Who may do which is the front door's check; the scope is ours.
@ApplicationScoped
public class OrganisationUnits {
    private final OrganisationUnitRepository units;
    private final Clock clock;

    @Inject
    OrganisationUnits(OrganisationUnitRepository units, Clock clock) {
        this.units = units;
        this.clock = clock;
    }

    @Transactional
    public OrganisationUnit create(
            @Nullable UUID parentId,
            String name,
            @Nullable String customerNumber,
            OrganisationUnit.Defaults defaults,
            Scope scope) {
        OrganisationUnit parent = parentId == null ? null : units.get(parentId, scope);
        OrganisationUnit unit =
                new OrganisationUnit(units.nextNumber(), parent, name, customerNumber, defaults, clock.instant());
        units.persist(unit);
        return unit;
    }
}
