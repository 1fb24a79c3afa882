package dev.voltaire.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;
import org.jspecify.annotations.Nullable;

/// A link that was mailed to a user and works once, before it expires, for the address it was sent to. Only the hash of
/// its secret is kept.
@Entity
@Table(name = "account_link")
public class AccountLink {
    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private UUID id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "user_id")
    private User user;

    @Column
    @Enumerated(EnumType.STRING)
    private Purpose purpose;

    @Column
    private String email;

    @Column(name = "secret_hash")
    private byte[] secretHash;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Column(name = "used_at")
    private @Nullable Instant usedAt;

    /// What following the link does.
    public enum Purpose {
        INVITATION,
        PASSWORD_RESET,
        EMAIL_CONFIRMATION
    }

    protected AccountLink() {}

    AccountLink(User user, Purpose purpose, Secret secret, Instant at, Instant expiresAt) {
        this.user = user;
        this.purpose = purpose;
        this.email = user.email();
        this.secretHash = secret.hash();
        this.createdAt = at;
        this.expiresAt = expiresAt;
    }

    boolean worksAt(Instant now) {
        return usedAt == null && now.isBefore(expiresAt) && email.equalsIgnoreCase(user.email());
    }

    void use(Instant at) {
        usedAt = at;
    }

    public User user() {
        return user;
    }

    public Purpose purpose() {
        return purpose;
    }

    public Instant expiresAt() {
        return expiresAt;
    }
}
