package dev.voltaire.payment;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;

/// A link under which one invoice can be paid. A new one ends the one before.
@Entity
@Table(name = "payment_link")
public class PaymentLink {
    static final Duration VALIDITY = Duration.ofDays(14);

    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private UUID id;

    @Version
    @Column(nullable = false)
    private int revision;

    @Column(name = "invoice_id", nullable = false)
    private UUID invoiceId;

    @Column(name = "token_hash", nullable = false)
    private byte[] tokenHash;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private Status status;

    @Column(name = "created_by", nullable = false)
    private String createdBy;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    @Column(name = "expires_at", nullable = false)
    private Instant expiresAt;

    public enum Status {
        ACTIVE,
        REPLACED,
        USED
    }

    @SuppressWarnings("NullAway.Init")
    protected PaymentLink() {}

    @SuppressWarnings("NullAway.Init")
    PaymentLink(UUID invoice, byte[] tokenHash, String by, Instant at) {
        this.invoiceId = invoice;
        this.tokenHash = tokenHash;
        this.status = Status.ACTIVE;
        this.createdBy = by;
        this.createdAt = at;
        this.expiresAt = at.plus(VALIDITY);
    }

    void replace() {
        if (status == Status.ACTIVE) {
            status = Status.REPLACED;
        }
    }

    void use() {
        status = Status.USED;
    }

    boolean worksAt(Instant now) {
        return status == Status.ACTIVE && now.isBefore(expiresAt);
    }

    public UUID id() {
        return id;
    }

    public UUID invoiceId() {
        return invoiceId;
    }

    public Status status() {
        return status;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant expiresAt() {
        return expiresAt;
    }
}
