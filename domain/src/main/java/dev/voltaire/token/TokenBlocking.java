package dev.voltaire.token;

import dev.voltaire.identity.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Stops a token, for a while or for ever. From the commit on our own chargers refuse it; partners are told by the
/// outbox.
@ApplicationScoped
public class TokenBlocking {
    private final TokenRepository tokens;
    private final TokenBlockRepository blocks;
    private final TokenChanges changes;
    private final Clock clock;

    @Inject
    TokenBlocking(TokenRepository tokens, TokenBlockRepository blocks, TokenChanges changes, Clock clock) {
        this.tokens = tokens;
        this.blocks = blocks;
        this.changes = changes;
        this.clock = clock;
    }

    @Transactional
    public TokenBlock block(
            UUID tokenId, TokenBlock.Reason reason, TokenBlock.Initiator initiator, @Nullable String note, Caller by) {
        return block(tokens.get(tokenId, by.reach()), reason, initiator, note, by);
    }

    private TokenBlock block(
            Token token, TokenBlock.Reason reason, TokenBlock.Initiator initiator, @Nullable String note, Caller by) {
        TokenBlock block = token.block(reason, initiator, note, by.name(), clock.instant());
        blocks.persist(block);
        changes.record(token, initiator.cause(), by);
        return block;
    }

    /// By its driver, for the driver's own token only.
    @Transactional
    public TokenBlock reportLost(UUID tokenId, Caller.SignedIn driver) {
        Token token = tokens.ownedBy(driver.userId(), tokenId);
        return block(token, TokenBlock.Reason.LOST_OR_STOLEN, TokenBlock.Initiator.DRIVER, null, driver);
    }

    @Transactional
    public TokenBlock lift(UUID tokenId, UUID blockId, Caller by) {
        Token token = tokens.get(tokenId, by.reach());
        TokenBlock block = blocks.get(blockId, token);
        token.lift(block, by.name(), clock.instant());
        if (token.status() != TokenStatus.BLOCKED) {
            changes.record(token, TokenEvent.Cause.UNBLOCKED, by);
        }
        return block;
    }

    @Transactional
    public Token deactivate(UUID tokenId, Caller by) {
        Token token = tokens.get(tokenId, by.reach());
        deactivate(token, by);
        return token;
    }

    void deactivate(Token token, Caller by) {
        token.deactivate(clock.instant());
        changes.record(token, TokenEvent.Cause.DEACTIVATED, by);
    }
}
