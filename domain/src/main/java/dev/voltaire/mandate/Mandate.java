package dev.voltaire.mandate;

import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;
import org.jspecify.annotations.Nullable;

/// A signed mandate. It is revoked, never changed: another account needs another signature.
@Entity
@Table(name = "mandate")
public class Mandate {
    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private UUID id;

    @Version
    @Column(nullable = false)
    private int revision;

    @Column(name = "organisation_unit_id", nullable = false)
    private UUID organisationUnitId;

    @Column(nullable = false)
    private String reference;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private Scheme scheme;

    @Column(nullable = false)
    private String holder;

    @Column(nullable = false)
    private String iban;

    @Column
    private @Nullable String bic;

    @Column(name = "signed_on", nullable = false)
    private LocalDate signedOn;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private Status status;

    @Column(nullable = false)
    private boolean collected;

    @Column(name = "created_by", nullable = false)
    private String createdBy;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    @Column(name = "revoked_by")
    private @Nullable String revokedBy;

    @Column(name = "revoked_at")
    private @Nullable Instant revokedAt;

    /// Which rule book of the European Payments Council it was signed under. Only CORE may be taken back for
    /// eight weeks without a reason.
    public enum Scheme {
        CORE,
        B2B
    }

    public enum Status {
        ACTIVE,
        REVOKED
    }

    /// @param iban without spaces
    public record Signed(
            Scheme scheme,
            String holder,
            String iban,
            @Nullable String bic,
            LocalDate signedOn) {}

    @SuppressWarnings("NullAway.Init")
    protected Mandate() {}

    @SuppressWarnings("NullAway.Init")
    Mandate(UUID unit, String reference, Signed signed, String by, Instant at) {
        this.organisationUnitId = unit;
        this.reference = reference;
        this.scheme = signed.scheme();
        this.holder = signed.holder();
        this.iban = signed.iban();
        this.bic = signed.bic();
        this.signedOn = signed.signedOn();
        this.status = Status.ACTIVE;
        this.createdBy = by;
        this.createdAt = at;
    }

    void revoke(String by, Instant at) {
        if (status == Status.REVOKED) {
            throw new ProblemException(Problem.WRONG_STATE, reference, status);
        }
        status = Status.REVOKED;
        revokedBy = by;
        revokedAt = at;
    }

    /// After the first collection the sequence of the next ones is RCUR instead of FRST.
    public void markCollected() {
        collected = true;
    }

    public UUID id() {
        return id;
    }

    public int revision() {
        return revision;
    }

    public UUID organisationUnitId() {
        return organisationUnitId;
    }

    public String reference() {
        return reference;
    }

    public Scheme scheme() {
        return scheme;
    }

    public String holder() {
        return holder;
    }

    public String iban() {
        return iban;
    }

    public @Nullable String bic() {
        return bic;
    }

    public LocalDate signedOn() {
        return signedOn;
    }

    public Status status() {
        return status;
    }

    public boolean collected() {
        return collected;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public @Nullable Instant revokedAt() {
        return revokedAt;
    }
}
