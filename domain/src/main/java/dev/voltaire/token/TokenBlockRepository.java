package dev.voltaire.token;

import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/// Blocks of tokens, open and lifted.
@ApplicationScoped
public class TokenBlockRepository implements PanacheRepositoryBase<TokenBlock, UUID> {

    /// Newest first.
    public List<TokenBlock> of(Token token) {
        return list("tokenId = ?1 order by blockedAt desc, id desc", token.id());
    }

    TokenBlock get(UUID id, Token token) {
        return find("id = ?1 and tokenId = ?2", id, token.id())
                .firstResultOptional()
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }
}
