package dev.voltaire.identity;

import dev.voltaire.organisation.Scope;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// All queries on users. A user is visible to whoever sees one of the user's organisation units.
@ApplicationScoped
public class UserRepository implements PanacheRepositoryBase<User, UUID> {

    public User get(UUID id, Scope scope) {
        List<User> found = getEntityManager()
                .createNativeQuery("""
                        select * from app_user u
                        where u.id = :id and u.deleted_at is null
                          and (:everything or u.organisation_unit_ids && array(
                            select id from organisation_unit where path <@ any (cast(:paths as ltree[]))))
                        """, User.class)
                .setParameter("id", id)
                .setParameter("everything", scope instanceof Scope.Everything)
                .setParameter("paths", scope.literal())
                .getResultList();
        return found.stream().findFirst().orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    public Optional<User> findByEmail(String email) {
        return getEntityManager()
                .createNativeQuery(
                        "select * from app_user where email = cast(:email as citext) and deleted_at is null",
                        User.class)
                .setParameter("email", email)
                .getResultStream()
                .findFirst();
    }

    /// For changes that several requests make at once, such as counting failed sign-ins.
    User locked(UUID id) {
        User user = findById(id, LockModeType.PESSIMISTIC_WRITE);
        if (user == null || user.deletedAt() != null) {
            throw new ProblemException(Problem.NOT_FOUND);
        }
        return user;
    }

    public boolean anyOperator() {
        return !getEntityManager()
                .createNativeQuery(
                        "select 1 from app_user where roles @> array['PLATFORM_OPERATOR'] and deleted_at is null limit 1")
                .getResultList()
                .isEmpty();
    }

    void mustBeFree(String email) {
        if (findByEmail(email).isPresent()) {
            throw new ProblemException(Problem.EMAIL_ALREADY_USED);
        }
    }

    /// Inserts now: a race for the address is lost here, by the unique index.
    void insert(User user) {
        mustBeFree(user.email());
        persistAndFlush(user);
    }
}
