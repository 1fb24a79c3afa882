package dev.voltaire.token;

import dev.voltaire.audit.Audit;
import dev.voltaire.identity.Caller;
import dev.voltaire.organisation.OrganisationUnit;
import dev.voltaire.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;

/// Every change of a token writes its history and tells the partners, in the transaction of the change.
@ApplicationScoped
class TokenChanges {
    private final TokenEventRepository events;
    private final Outbox outbox;
    private final Audit audit;
    private final Clock clock;

    @Inject
    TokenChanges(TokenEventRepository events, Outbox outbox, Audit audit, Clock clock) {
        this.audit = audit;
        this.events = events;
        this.outbox = outbox;
        this.clock = clock;
    }

    void record(Token token, TokenEvent.Cause cause, Caller by) {
        events.persist(new TokenEvent(token, cause, by.name(), clock.instant()));
        publish(token);
        OrganisationUnit unit = token.organisationUnit();
        audit.record(
                "token-" + cause.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                "token",
                token.id(),
                unit == null ? null : unit.id(),
                Map.of(
                        "visualNumber",
                        token.visualNumber(),
                        "status",
                        token.status().name()));
    }

    /// What happened to the token's holder, not to the token, has no line in its history.
    void publish(Token token) {
        outbox.publish(new TokenChanged(token.id(), token.version()));
    }
}
