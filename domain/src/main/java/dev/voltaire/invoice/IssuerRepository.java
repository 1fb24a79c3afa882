package dev.voltaire.invoice;

import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// All queries on issuers.
@ApplicationScoped
public class IssuerRepository implements PanacheRepositoryBase<Issuer, UUID> {

    /// @param id absent where there is only one issuer to choose
    /// @throws ProblemException NOT_FOUND when there is none, or several and none is named
    public Issuer choose(@Nullable UUID id) {
        if (id != null) {
            return findByIdOptional(id).orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
        }
        List<Issuer> all = list("order by createdAt");
        if (all.size() != 1) {
            throw new ProblemException(Problem.NOT_FOUND);
        }
        return all.getFirst();
    }
}
