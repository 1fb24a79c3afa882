package dev.voltaire.token;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;

/// One line of a token's history. Never changed.
@Entity
@Table(name = "token_event")
public class TokenEvent {
    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private UUID id;

    @Column(name = "token_id")
    private UUID tokenId;

    @Column
    @Enumerated(EnumType.STRING)
    private TokenStatus status;

    @Column
    @Enumerated(EnumType.STRING)
    private Cause cause;

    @Column
    private String actor;

    @Column
    private Instant at;

    /// Why the line was written.
    public enum Cause {
        TOKEN_CREATED,
        ATTACHED_TO_DRIVER,
        ACTIVATED,
        BLOCKED_MANUALLY,
        BLOCKED_BY_DRIVER,
        BLOCKED_BY_SYSTEM,
        UNBLOCKED,
        VALIDITY_CHANGED,
        DEACTIVATED
    }

    protected TokenEvent() {}

    TokenEvent(Token token, Cause cause, String actor, Instant at) {
        this.tokenId = token.id();
        this.status = token.status();
        this.cause = cause;
        this.actor = actor;
        this.at = at;
    }

    public UUID id() {
        return id;
    }

    public TokenStatus status() {
        return status;
    }

    public Cause cause() {
        return cause;
    }

    public String actor() {
        return actor;
    }

    public Instant at() {
        return at;
    }
}
