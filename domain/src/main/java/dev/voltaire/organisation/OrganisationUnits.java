package dev.voltaire.organisation;

import dev.voltaire.audit.Audit;
import dev.voltaire.value.ExpectedVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Creating, changing and closing organisation units. Who may do which is the front door's check; the scope is ours.
@ApplicationScoped
public class OrganisationUnits {
    private final OrganisationUnitRepository units;
    private final Audit audit;
    private final Clock clock;

    @Inject
    OrganisationUnits(OrganisationUnitRepository units, Audit audit, Clock clock) {
        this.audit = audit;
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
        log("organisation-unit-created", unit);
        return unit;
    }

    @Transactional
    public OrganisationUnit change(
            UUID id,
            ExpectedVersion expected,
            String name,
            @Nullable String customerNumber,
            OrganisationUnit.Defaults defaults,
            Scope scope) {
        OrganisationUnit unit = units.get(id, scope);
        expected.mustBe(unit.version());
        unit.rename(name, customerNumber);
        unit.apply(defaults);
        units.flush();
        log("organisation-unit-changed", unit);
        return unit;
    }

    @Transactional
    public OrganisationUnit bill(UUID id, ExpectedVersion expected, BillingAccount account, Scope scope) {
        OrganisationUnit unit = units.get(id, scope);
        expected.mustBe(unit.version());
        unit.billTo(account);
        units.flush();
        log("billing-account-changed", unit);
        return unit;
    }

    private void log(String action, OrganisationUnit unit) {
        audit.record(action, "organisation-unit", unit.id(), unit.id(), Map.of("name", unit.name()));
    }
}
