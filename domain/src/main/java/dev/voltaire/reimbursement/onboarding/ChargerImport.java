package dev.voltaire.reimbursement.onboarding;

import dev.voltaire.charger.ChargerOnboarding.Registered;
import dev.voltaire.charger.ChargerPlaces;
import dev.voltaire.identity.Caller;
import dev.voltaire.organisation.OrganisationUnit;
import dev.voltaire.organisation.OrganisationUnitRepository;
import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Chargers from a file: all rows are registered or, when one is wrong, none.
@ApplicationScoped
public class ChargerImport {
    private static final Pattern IDENTITY = Pattern.compile("[^:/\\p{Cntrl}]{1,48}");
    private static final int LONGEST_NAME = 100;

    private final HomeOnboarding onboarding;
    private final OrganisationUnitRepository units;
    private final Sql sql;

    @Inject
    ChargerImport(HomeOnboarding onboarding, OrganisationUnitRepository units, Sql sql) {
        this.onboarding = onboarding;
        this.units = units;
        this.sql = sql;
    }

    /// @param line of the file
    /// @param unitNumber of the organisation unit, as people know it
    /// @param driverEmail of the profile that may charge; absent for everybody of the unit
    public record Row(
            long line,
            @Nullable String identity,
            @Nullable String name,
            @Nullable String unitNumber,
            @Nullable String brand,
            @Nullable String model,
            @Nullable String driverEmail,
            ChargerPlaces.Place place) {}

    /// @param message key of a text
    public record RowError(long line, String field, String message) {}

    /// What became of a row.
    public record Imported(long line, Registered registered) {}

    /// Either errors or imported chargers; a dry run has neither when all is right.
    public record Outcome(List<RowError> errors, List<Imported> imported) {}

    @Transactional
    public Outcome take(List<Row> rows, boolean dryRun, Caller caller) {
        List<RowError> errors = new ArrayList<>();
        List<HomeOnboarding.Wanted> wanted = new ArrayList<>();
        Set<String> identities = new HashSet<>();
        for (Row row : rows) {
            int before = errors.size();
            HomeOnboarding.Wanted charger = wanted(row, identities, errors, caller);
            if (errors.size() == before && charger != null) {
                wanted.add(charger);
            }
        }
        if (!errors.isEmpty() || dryRun) {
            return new Outcome(errors, List.of());
        }
        List<Imported> imported = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            imported.add(new Imported(rows.get(i).line(), onboarding.register(wanted.get(i), caller)));
        }
        return new Outcome(errors, imported);
    }

    private HomeOnboarding.@Nullable Wanted wanted(
            Row row, Set<String> identities, List<RowError> errors, Caller caller) {
        if (row.name() == null || row.name().length() > LONGEST_NAME) {
            errors.add(new RowError(row.line(), "name", "validation.required"));
        }
        checkIdentity(row, identities, errors);
        Optional<OrganisationUnit> unit = unit(row, caller);
        if (unit.isEmpty()) {
            errors.add(new RowError(row.line(), "orgUnitNumber", "validation.unknown"));
            return null;
        }
        Optional<UUID> driver = driver(row, unit.get());
        if (row.driverEmail() != null && driver.isEmpty()) {
            errors.add(new RowError(row.line(), "driverEmail", "validation.unknown"));
        }
        if (row.place().region() != null
                && !row.place().region().startsWith(row.place().country() + "-")) {
            errors.add(new RowError(row.line(), "region", "validation.region"));
        }
        return new HomeOnboarding.Wanted(
                row.identity(),
                unit.get().id(),
                row.name() == null ? "" : row.name(),
                driver.map(Set::of).orElse(Set.of()),
                driver.orElse(null),
                model(row).orElse(null),
                row.brand(),
                row.model(),
                row.place(),
                null);
    }

    private void checkIdentity(Row row, Set<String> identities, List<RowError> errors) {
        String identity = row.identity();
        if (identity == null) {
            return;
        }
        if (!IDENTITY.matcher(identity).matches()) {
            errors.add(new RowError(row.line(), "identity", "validation.charger-identity"));
        } else if (!identities.add(identity)) {
            errors.add(new RowError(row.line(), "identity", "validation.duplicate-row"));
        } else if (!sql.query("SELECT id FROM charger WHERE identity = ?", row2 -> true, identity)
                .isEmpty()) {
            errors.add(new RowError(row.line(), "identity", "validation.taken"));
        }
    }

    private Optional<OrganisationUnit> unit(Row row, Caller caller) {
        try {
            return row.unitNumber() == null
                    ? Optional.empty()
                    : units.findByNumber(Long.parseLong(row.unitNumber().replaceAll("^OU-0*", "")))
                            .filter(unit -> caller.reach().contains(unit.path()));
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }

    private Optional<UUID> driver(Row row, OrganisationUnit unit) {
        return row.driverEmail() == null
                ? Optional.empty()
                : sql.query("""
                                SELECT id FROM profile WHERE email = ?::citext AND organisation_unit_id = ?
                                  AND status = 'ACTIVE' AND deleted_at IS NULL LIMIT 1
                                """, found -> found.getObject(1, UUID.class), row.driverEmail(), unit.id()).stream()
                        .findFirst();
    }

    private Optional<UUID> model(Row row) {
        return row.brand() == null || row.model() == null
                ? Optional.empty()
                : sql
                        .query(
                                "SELECT id FROM charger_model WHERE lower(brand) = ? AND lower(model) = ?",
                                found -> found.getObject(1, UUID.class),
                                row.brand().toLowerCase(Locale.ROOT),
                                row.model().toLowerCase(Locale.ROOT))
                        .stream()
                        .findFirst();
    }
}
