package dev.voltaire.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;
import org.jspecify.annotations.Nullable;

/// Works once and is replaced by another of the same family. A used one that comes back was stolen, either now or
/// before: the whole family is revoked. Only the hash of its secret is kept.
@Entity
@Table(name = "refresh_token")
class RefreshToken {
    /// How long a session lasts without use.
    private static final Duration REMEMBERED = Duration.ofDays(30);

    private static final Duration FOR_NOW = Duration.ofHours(12);

    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private UUID id;

    @Column(name = "family_id")
    private UUID familyId;

    @Column(name = "user_id")
    private UUID userId;

    @Column(name = "secret_hash")
    private byte[] secretHash;

    @Column(name = "token_version")
    private int tokenVersion;

    @Column(name = "issued_at")
    private Instant issuedAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Column(name = "used_at")
    private @Nullable Instant usedAt;

    @Column(name = "revoked_at")
    private @Nullable Instant revokedAt;

    @Column
    private boolean remembered;

    protected RefreshToken() {}

    RefreshToken(User user, UUID familyId, Secret secret, boolean remembered, Instant at) {
        this.familyId = familyId;
        this.userId = user.id();
        this.secretHash = secret.hash();
        this.tokenVersion = user.tokenVersion();
        this.issuedAt = at;
        this.remembered = remembered;
        this.expiresAt = at.plus(remembered ? REMEMBERED : FOR_NOW);
    }

    boolean wasUsed() {
        return usedAt != null;
    }

    boolean worksFor(User user, Instant now) {
        return revokedAt == null
                && now.isBefore(expiresAt)
                && user.active()
                && user.deletedAt() == null
                && user.tokenVersion() == tokenVersion;
    }

    void use(Instant at) {
        usedAt = at;
    }

    UUID familyId() {
        return familyId;
    }

    UUID userId() {
        return userId;
    }

    boolean remembered() {
        return remembered;
    }

    Instant expiresAt() {
        return expiresAt;
    }
}
