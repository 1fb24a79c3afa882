package dev.voltaire.token;

import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;
import org.jspecify.annotations.Nullable;

/// A reason for which a token does not work for a while. Several may be open at once; the token works again when the
/// last one is lifted.
@Entity
@Table(name = "token_block")
public class TokenBlock {
    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private UUID id;

    @Column(name = "token_id")
    private UUID tokenId;

    @Column
    @Enumerated(EnumType.STRING)
    private Reason reason;

    @Column
    @Enumerated(EnumType.STRING)
    private Initiator initiator;

    @Column
    private @Nullable String note;

    @Column(name = "blocked_by")
    private String blockedBy;

    @Column(name = "blocked_at")
    private Instant blockedAt;

    @Column(name = "lifted_by")
    private @Nullable String liftedBy;

    @Column(name = "lifted_at")
    private @Nullable Instant liftedAt;

    /// Why a token is blocked.
    public enum Reason {
        UNSPECIFIED,
        OVERUSE,
        FRAUD,
        FINANCIAL,
        LOST_OR_STOLEN,
        OTHER
    }

    /// In what capacity somebody blocked it.
    public enum Initiator {
        ADMINISTRATOR,
        DRIVER,
        OPERATOR,
        SYSTEM;

        TokenEvent.Cause cause() {
            return switch (this) {
                case ADMINISTRATOR, OPERATOR -> TokenEvent.Cause.BLOCKED_MANUALLY;
                case DRIVER -> TokenEvent.Cause.BLOCKED_BY_DRIVER;
                case SYSTEM -> TokenEvent.Cause.BLOCKED_BY_SYSTEM;
            };
        }
    }

    protected TokenBlock() {}

    TokenBlock(Token token, Reason reason, Initiator initiator, @Nullable String note, String by, Instant at) {
        this.tokenId = token.id();
        this.reason = reason;
        this.initiator = initiator;
        this.note = note;
        this.blockedBy = by;
        this.blockedAt = at;
    }

    void lift(String by, Instant at) {
        if (liftedAt != null) {
            throw new ProblemException(Problem.WRONG_STATE, "block", "LIFTED");
        }
        liftedBy = by;
        liftedAt = at;
    }

    public boolean isOpen() {
        return liftedAt == null;
    }

    public UUID id() {
        return id;
    }

    public UUID tokenId() {
        return tokenId;
    }

    public Reason reason() {
        return reason;
    }

    public Initiator initiator() {
        return initiator;
    }

    public @Nullable String note() {
        return note;
    }

    public String blockedBy() {
        return blockedBy;
    }

    public Instant blockedAt() {
        return blockedAt;
    }

    public @Nullable String liftedBy() {
        return liftedBy;
    }

    public @Nullable Instant liftedAt() {
        return liftedAt;
    }
}
