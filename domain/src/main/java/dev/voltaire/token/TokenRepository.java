package dev.voltaire.token;

import dev.voltaire.driver.Profile;
import dev.voltaire.organisation.Scope;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.value.ContractId;
import dev.voltaire.value.TokenUid;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// All queries on tokens, except the fast one of [Authorisation].
@ApplicationScoped
public class TokenRepository implements PanacheRepositoryBase<Token, UUID> {

    /// A card in stock belongs to the operator alone.
    public Token get(UUID id, Scope scope) {
        return findByIdOptional(id)
                .filter(token -> token.organisationUnit() == null
                        ? scope instanceof Scope.Everything
                        : scope.contains(token.organisationUnit().path()))
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    public List<Token> of(Profile profile) {
        return list("profile", Sort.by("createdAt"), profile);
    }

    public List<Token> ofProfiles(Collection<UUID> profileIds) {
        return profileIds.isEmpty() ? List.of() : list("profile.id in ?1 order by createdAt", profileIds);
    }

    public Optional<Token> findByUid(TokenUid uid, TokenType type) {
        return find("uid = ?1 and type = ?2", uid.canonical(), type).firstResultOptional();
    }

    public Optional<Token> findByContractId(ContractId contractId) {
        return find("contractId", contractId.compact()).firstResultOptional();
    }

    boolean hasPhysical(Profile profile) {
        return count("profile = ?1 and kind = ?2 and status <> ?3", profile, Token.Kind.PHYSICAL, TokenStatus.INACTIVE)
                > 0;
    }
}
