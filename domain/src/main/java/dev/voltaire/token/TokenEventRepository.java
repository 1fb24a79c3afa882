package dev.voltaire.token;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/// Token histories.
@ApplicationScoped
public class TokenEventRepository implements PanacheRepositoryBase<TokenEvent, UUID> {

    /// Newest first.
    public List<TokenEvent> of(Token token) {
        return list("tokenId = ?1 order by at desc, id desc", token.id());
    }
}
