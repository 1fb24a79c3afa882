package dev.voltaire.api.me;

import dev.voltaire.identity.User;
import dev.voltaire.message.Language;
import dev.voltaire.organisation.OrganisationUnit;
import dev.voltaire.organisation.OrganisationUnitRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;

/// Which language somebody reads: the own choice, else that of the organisation unit.
@ApplicationScoped
class OwnLanguage {
    private final OrganisationUnitRepository units;

    @Inject
    OwnLanguage(OrganisationUnitRepository units) {
        this.units = units;
    }

    Language of(User user) {
        Language own = user.locale();
        return own == null ? of(user, units.all(user.organisationUnitIds())) : own;
    }

    Language of(User user, Collection<OrganisationUnit> own) {
        Language chosen = user.locale();
        return chosen != null
                ? chosen
                : own.stream().map(OrganisationUnit::language).findFirst().orElse(Language.EN);
    }
}
