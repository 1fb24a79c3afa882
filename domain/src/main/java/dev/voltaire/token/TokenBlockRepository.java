package dev.voltaire.token;

import dev.voltaire.listing.Condition;
import dev.voltaire.listing.Filter;
import dev.voltaire.listing.ListRequest;
import dev.voltaire.listing.Listing;
import dev.voltaire.listing.Listings;
import dev.voltaire.listing.Page;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Blocks of tokens, open and lifted.
@ApplicationScoped
public class TokenBlockRepository implements PanacheRepositoryBase<TokenBlock, UUID> {

    private static final Listing<Summary> LISTING = Listing.of("b.*", "token_block b")
            .search("concat_ws(' ', b.blocked_by, b.lifted_by, b.note)")
            .filter("initiator", Filter.oneOf("b.initiator", TokenBlock.Initiator.class))
            .filter("reason", Filter.oneOf("b.reason", TokenBlock.Reason.class))
            .filter("open", Filter.flag("b.lifted_at is null"))
            .period("created", "b.blocked_at")
            .sort("initiator", "b.initiator")
            .sort("reason", "b.reason")
            .sort("blockedBy", "b.blocked_by")
            .sort("createdAt", "b.blocked_at")
            .sort("liftedAt", "b.lifted_at")
            .sort("liftedBy", "b.lifted_by")
            .defaultSort("b.id", "-createdAt")
            .rows(row -> new Summary(
                    row.id("id"),
                    row.constant("initiator", TokenBlock.Initiator.class),
                    row.constant("reason", TokenBlock.Reason.class),
                    row.maybeText("note"),
                    row.text("blocked_by"),
                    row.instant("blocked_at"),
                    row.maybeInstant("lifted_at"),
                    row.maybeText("lifted_by")));

    private final Listings listings;

    @Inject
    TokenBlockRepository(Listings listings) {
        this.listings = listings;
    }

    /// A row of the list of a token's blocks.
    public record Summary(
            UUID id,
            TokenBlock.Initiator initiator,
            TokenBlock.Reason reason,
            @Nullable String note,
            String blockedBy,
            Instant blockedAt,
            @Nullable Instant liftedAt,
            @Nullable String liftedBy) {}

    public Page<Summary> list(ListRequest request, Token token) {
        return listings.page(LISTING, request, Condition.of("b.token_id = ?", token.id()));
    }

    TokenBlock get(UUID id, Token token) {
        return find("id = ?1 and tokenId = ?2", id, token.id())
                .firstResultOptional()
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }
}
