package dev.voltaire.driver;

import dev.voltaire.identity.User;
import dev.voltaire.organisation.Scope;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/// All queries on profiles.
@ApplicationScoped
public class ProfileRepository implements PanacheRepositoryBase<Profile, UUID> {

    public Profile get(UUID id, Scope scope) {
        return findByIdOptional(id)
                .filter(profile -> profile.status() != Profile.Status.DELETED)
                .filter(profile -> scope.contains(profile.organisationUnit().path()))
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    /// The undeleted profiles of a user, oldest first.
    public List<Profile> of(User user) {
        return list("user = ?1 and status <> ?2 order by createdAt", user, Profile.Status.DELETED);
    }

    /// A user's own profile, for the app.
    public Profile ownedBy(UUID userId, UUID profileId) {
        return find("id = ?1 and user.id = ?2 and status <> ?3", profileId, userId, Profile.Status.DELETED)
                .firstResultOptional()
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }
}
