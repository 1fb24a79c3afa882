package dev.voltaire.token;

import dev.voltaire.driver.Profile;
import dev.voltaire.identity.Caller;
import dev.voltaire.identity.Role;
import dev.voltaire.identity.User;
import dev.voltaire.identity.UserRepository;
import dev.voltaire.identity.Users;
import dev.voltaire.organisation.OrganisationUnit;
import dev.voltaire.organisation.OrganisationUnitRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Brings many people in at once: all of them or, when a row is wrong, nobody.
@ApplicationScoped
public class PeopleImport {
    private final Users users;
    private final UserRepository userRepository;
    private final OrganisationUnitRepository units;
    private final DriverOnboarding onboarding;

    @Inject
    PeopleImport(
            Users users, UserRepository userRepository, OrganisationUnitRepository units, DriverOnboarding onboarding) {
        this.users = users;
        this.userRepository = userRepository;
        this.units = units;
        this.onboarding = onboarding;
    }

    /// Somebody of the file, valid by itself.
    ///
    /// @param line of the file
    /// @param unitNumber of the organisation unit
    /// @param profile absent for somebody who only uses the portal
    public record Newcomer(
            long line,
            User.Particulars person,
            Set<Role> roles,
            long unitNumber,
            Profile.@Nullable Particulars profile) {}

    /// Why a row cannot be imported; `message` is a key of the message bundle.
    public record RowError(long line, String field, String message) {}

    /// @return the errors; without any, and unless it is a dry run, everybody is there and invited
    @Transactional
    public List<RowError> take(List<Newcomer> newcomers, boolean dryRun, Caller by) {
        Map<Long, Optional<OrganisationUnit>> known = new HashMap<>();
        List<RowError> errors = new ArrayList<>();
        Set<String> addresses = new HashSet<>();
        for (Newcomer newcomer : newcomers) {
            checkAddress(newcomer, addresses, errors);
            checkUnit(newcomer, unit(newcomer, known, by), errors);
            if (!by.mayGrant(newcomer.roles())) {
                errors.add(new RowError(newcomer.line(), "roles", "problem.role-not-grantable.title"));
            }
        }
        if (errors.isEmpty() && !dryRun) {
            newcomers.forEach(
                    newcomer -> create(newcomer, unit(newcomer, known, by).orElseThrow(), by));
        }
        return errors;
    }

    private void create(Newcomer newcomer, OrganisationUnit unit, Caller by) {
        User user = users.create(newcomer.person(), newcomer.roles(), List.of(unit.id()), by);
        Profile.Particulars profile = newcomer.profile();
        if (profile != null) {
            onboarding.onboard(new DriverOnboarding.KnownUser(user.id()), unit.id(), profile, by);
        }
    }

    private void checkAddress(Newcomer newcomer, Set<String> seen, List<RowError> errors) {
        String email = newcomer.person().email();
        if (!seen.add(email.toLowerCase(Locale.ROOT))) {
            errors.add(new RowError(newcomer.line(), "email", "validation.duplicate-row"));
        } else if (userRepository.findByEmail(email).isPresent()) {
            errors.add(new RowError(newcomer.line(), "email", "problem.email-already-used.title"));
        }
    }

    private static void checkUnit(Newcomer newcomer, Optional<OrganisationUnit> unit, List<RowError> errors) {
        if (unit.isEmpty()) {
            errors.add(new RowError(newcomer.line(), "orgUnit", "problem.not-found.title"));
        } else if (unit.get().status() == OrganisationUnit.Status.CLOSED) {
            errors.add(new RowError(newcomer.line(), "orgUnit", "problem.wrong-state.title"));
        }
    }

    private Optional<OrganisationUnit> unit(Newcomer newcomer, Map<Long, Optional<OrganisationUnit>> known, Caller by) {
        return known.computeIfAbsent(
                newcomer.unitNumber(),
                number -> units.findByNumber(number).filter(unit -> by.reach().contains(unit.path())));
    }
}
