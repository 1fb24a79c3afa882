package dev.voltaire.support;

import dev.voltaire.identity.User;
import dev.voltaire.organisation.OrganisationUnit;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;
import org.jspecify.annotations.Nullable;

/// A question and what became of it.
///
/// OPEN → IN_PROGRESS ⇄ WAITING_FOR_CUSTOMER → RESOLVED → CLOSED. A customer's message reopens it, except once closed.
@Entity
@Table(name = "support_ticket")
public class SupportTicket {
    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private UUID id;

    @Version
    private int version;

    @Column
    private long number;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "organisation_unit_id")
    private @Nullable OrganisationUnit organisationUnit;

    // Ids and labels of people, not the people: a customer does not see the operator's.
    @Column(name = "opened_by")
    private UUID openedById;

    @Column(name = "opened_by_label")
    private String openedByLabel;

    @Column
    private String subject;

    @Column
    @Enumerated(EnumType.STRING)
    private Category category;

    @Column
    @Enumerated(EnumType.STRING)
    private Priority priority;

    @Column
    @Enumerated(EnumType.STRING)
    private Status status;

    @Column(name = "related_type")
    @Enumerated(EnumType.STRING)
    private RelatedTo.@Nullable Type relatedType;

    @Column(name = "related_id")
    private @Nullable UUID relatedId;

    @Column(name = "assignee_id")
    private @Nullable UUID assigneeId;

    @Column(name = "assignee_label")
    private @Nullable String assigneeLabel;

    @Column(name = "opened_at")
    private Instant openedAt;

    @Column(name = "last_activity_at")
    private Instant lastActivityAt;

    @Column(name = "resolved_at")
    private @Nullable Instant resolvedAt;

    /// Which team it is for.
    public enum Category {
        PORTAL,
        APP,
        CARD,
        CHARGING,
        INVOICE,
        HOME_CHARGING,
        OTHER
    }

    /// How much it hurts, in the customer's eyes.
    public enum Priority {
        LOW,
        NORMAL,
        HIGH,
        URGENT
    }

    /// Who has to do something next.
    public enum Status {
        OPEN,
        IN_PROGRESS,
        WAITING_FOR_CUSTOMER,
        RESOLVED,
        CLOSED
    }

    protected SupportTicket() {}

    SupportTicket(
            long number,
            User openedBy,
            @Nullable OrganisationUnit unit,
            String subject,
            Category category,
            Priority priority,
            @Nullable RelatedTo related,
            Instant at) {
        this.number = number;
        this.openedById = openedBy.id();
        this.openedByLabel = openedBy.email();
        this.organisationUnit = unit;
        this.subject = subject;
        this.category = category;
        this.priority = priority;
        this.status = Status.OPEN;
        this.relatedType = related == null ? null : related.type();
        this.relatedId = related == null ? null : related.id();
        this.openedAt = at;
        this.lastActivityAt = at;
    }

    /// The customer wrote: it is the support team's turn again.
    void heardFromCustomer(Instant at) {
        mustNotBeClosed();
        switch (status) {
            case WAITING_FOR_CUSTOMER, RESOLVED -> {
                status = assigneeId == null ? Status.OPEN : Status.IN_PROGRESS;
                resolvedAt = null;
            }
            case OPEN, IN_PROGRESS, CLOSED -> {}
        }
        lastActivityAt = at;
    }

    /// The support team wrote.
    void answered(Instant at) {
        mustNotBeClosed();
        if (status == Status.OPEN || status == Status.IN_PROGRESS) {
            status = Status.WAITING_FOR_CUSTOMER;
        }
        lastActivityAt = at;
    }

    void touched(Instant at) {
        mustNotBeClosed();
        lastActivityAt = at;
    }

    void become(Status wanted, Instant at) {
        boolean possible = switch (wanted) {
            case OPEN -> false;
            case IN_PROGRESS -> status != Status.CLOSED && status != Status.IN_PROGRESS;
            case WAITING_FOR_CUSTOMER -> status == Status.OPEN || status == Status.IN_PROGRESS;
            case RESOLVED -> status != Status.CLOSED && status != Status.RESOLVED;
            case CLOSED -> status != Status.CLOSED;
        };
        if (!possible) {
            throw new ProblemException(Problem.WRONG_STATE, number, status);
        }
        status = wanted;
        lastActivityAt = at;
        switch (wanted) {
            case RESOLVED -> resolvedAt = at;
            case CLOSED -> resolvedAt = resolvedAt == null ? at : resolvedAt;
            case OPEN, IN_PROGRESS, WAITING_FOR_CUSTOMER -> resolvedAt = null;
        }
    }

    void assign(@Nullable User to, Instant at) {
        mustNotBeClosed();
        assigneeId = to == null ? null : to.id();
        assigneeLabel = to == null ? null : to.email();
        if (to != null && status == Status.OPEN) {
            status = Status.IN_PROGRESS;
        }
        lastActivityAt = at;
    }

    void rank(Category newCategory, Priority newPriority) {
        mustNotBeClosed();
        category = newCategory;
        priority = newPriority;
    }

    void mustNotBeClosed() {
        if (status == Status.CLOSED) {
            throw new ProblemException(Problem.WRONG_STATE, number, status);
        }
    }

    public UUID id() {
        return id;
    }

    public int version() {
        return version;
    }

    public long number() {
        return number;
    }

    /// Absent for a ticket of the operator's own people.
    public @Nullable OrganisationUnit organisationUnit() {
        return organisationUnit;
    }

    public UUID openedById() {
        return openedById;
    }

    /// The e-mail address at that time.
    public String openedByLabel() {
        return openedByLabel;
    }

    public String subject() {
        return subject;
    }

    public Category category() {
        return category;
    }

    public Priority priority() {
        return priority;
    }

    public Status status() {
        return status;
    }

    public @Nullable RelatedTo related() {
        return relatedType == null || relatedId == null ? null : new RelatedTo(relatedType, relatedId);
    }

    public @Nullable UUID assigneeId() {
        return assigneeId;
    }

    public @Nullable String assigneeLabel() {
        return assigneeLabel;
    }

    public Instant openedAt() {
        return openedAt;
    }

    public Instant lastActivityAt() {
        return lastActivityAt;
    }

    public @Nullable Instant resolvedAt() {
        return resolvedAt;
    }
}
