package dev.voltaire.subscription;

import dev.voltaire.organisation.OrganisationUnit;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;
import org.jspecify.annotations.Nullable;

/// A template held by an organisation unit from a day to a day. It covers the profiles of the unit and of the units
/// below it that have no subscription of their own at the time. A unit has one at a time.
@Entity
@Table(name = "subscription")
public class Subscription {
    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private UUID id;

    @Version
    private int version;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "organisation_unit_id")
    private OrganisationUnit organisationUnit;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "template_id")
    private SubscriptionTemplate template;

    @Column(name = "starts_on")
    private LocalDate startsOn;

    @Column(name = "ends_on")
    private @Nullable LocalDate endsOn;

    @Column(name = "created_by")
    private String createdBy;

    @Column(name = "created_at")
    private Instant createdAt;

    protected Subscription() {}

    Subscription(OrganisationUnit unit, SubscriptionTemplate template, LocalDate startsOn, String by, Instant at) {
        unit.mustBeActive();
        template.mustBeActive();
        this.organisationUnit = unit;
        this.template = template;
        this.startsOn = startsOn;
        this.createdBy = by;
        this.createdAt = at;
    }

    /// @param day exclusive
    /// @throws ProblemException WRONG_STATE when it ends already, INVALID_PARAMETER when not after its beginning
    void end(LocalDate day) {
        if (endsOn != null) {
            throw new ProblemException(Problem.WRONG_STATE, template.name(), endsOn);
        }
        if (!day.isAfter(startsOn)) {
            throw new ProblemException(Problem.INVALID_PARAMETER, "endsOn");
        }
        endsOn = day;
    }

    public UUID id() {
        return id;
    }

    public int version() {
        return version;
    }

    public OrganisationUnit organisationUnit() {
        return organisationUnit;
    }

    public SubscriptionTemplate template() {
        return template;
    }

    public LocalDate startsOn() {
        return startsOn;
    }

    /// Exclusive; absent while open.
    public @Nullable LocalDate endsOn() {
        return endsOn;
    }

    public String createdBy() {
        return createdBy;
    }

    public Instant createdAt() {
        return createdAt;
    }
}
