package dev.voltaire.cdr;

import dev.voltaire.identity.Caller;
import dev.voltaire.outbox.OutboxHandler;
import dev.voltaire.sql.Sql;
import dev.voltaire.token.TokenBlock;
import dev.voltaire.token.TokenBlocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Blocks a token whose use can only be fraud, where the operator wants that (`voltaire.fraud.auto-block`).
@ApplicationScoped
class BlockForFraud implements OutboxHandler<FraudSuspected> {
    private static final Logger LOG = Logger.getLogger(BlockForFraud.class);

    private final TokenBlocking blocking;
    private final Sql sql;
    private final boolean wanted;

    @Inject
    BlockForFraud(
            TokenBlocking blocking,
            Sql sql,
            @ConfigProperty(name = "voltaire.fraud.auto-block", defaultValue = "false") boolean wanted) {
        this.blocking = blocking;
        this.sql = sql;
        this.wanted = wanted;
    }

    @Override
    public Class<FraudSuspected> eventType() {
        return FraudSuspected.class;
    }

    @Override
    public String name() {
        return "block-for-fraud";
    }

    @Override
    public void handle(FraudSuspected event) {
        LOG.warnf("Token is suspected to be used by somebody else: token=%s cdr=%s", event.tokenId(), event.cpoCdrId());
        boolean blocked = sql.first(
                        "SELECT 1 FROM token_block WHERE token_id = ? AND reason = 'FRAUD' AND lifted_at IS NULL",
                        row -> true,
                        event.tokenId())
                .isPresent();
        if (wanted && !blocked) {
            blocking.block(event.tokenId(), TokenBlock.Reason.FRAUD, TokenBlock.Initiator.SYSTEM, null, Caller.SYSTEM);
        }
    }
}
