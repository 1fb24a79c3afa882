package dev.voltaire.organisation;

import dev.voltaire.message.Language;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
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
import java.util.Currency;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.UuidGenerator;
import org.jspecify.annotations.Nullable;

/// A customer or a part of one. Units form a tree; `path` is the chain of unit numbers from the root (`3658.3699`) and
/// never changes, because a unit never moves. Units are closed, never deleted.
@Entity
@Table(name = "organisation_unit")
public class OrganisationUnit {
    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private UUID id;

    @Version
    private int version;

    @Column
    private long number;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "parent_id")
    private @Nullable OrganisationUnit parent;

    @Column
    @ColumnTransformer(read = "path::text", write = "cast(? as ltree)")
    private String path;

    @Column
    private String name;

    @Column(name = "customer_number")
    private @Nullable String customerNumber;

    @Column
    private String country;

    @Column
    private String currency;

    @Column
    @Enumerated(EnumType.STRING)
    private Language language;

    @Column(name = "vat_visible")
    private boolean vatVisible;

    @Column
    private boolean billable;

    @Column
    @Enumerated(EnumType.STRING)
    private Status status;

    @Column(name = "credit_hold")
    private boolean creditHold;

    @Embedded
    private @Nullable BillingAccount billing;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "closed_at")
    private @Nullable Instant closedAt;

    /// A closed unit is kept for its invoices; its tokens are refused and nobody is added to it.
    public enum Status {
        ACTIVE,
        CLOSED
    }

    /// What a customer decides for a whole unit and its users and profiles inherit.
    public record Defaults(
            String country, Currency currency, Language language, boolean vatVisible, boolean billable) {}

    protected OrganisationUnit() {}

    OrganisationUnit(
            long number,
            @Nullable OrganisationUnit parent,
            String name,
            @Nullable String customerNumber,
            Defaults defaults,
            Instant at) {
        if (parent != null) {
            parent.mustBeActive();
        }
        this.number = number;
        this.parent = parent;
        this.path = parent == null ? Long.toString(number) : parent.path + "." + number;
        this.name = name;
        this.customerNumber = customerNumber;
        this.status = Status.ACTIVE;
        this.createdAt = at;
        apply(defaults);
    }

    public final void apply(Defaults defaults) {
        this.country = defaults.country();
        this.currency = defaults.currency().getCurrencyCode();
        this.language = defaults.language();
        this.vatVisible = defaults.vatVisible();
        this.billable = defaults.billable();
    }

    public void rename(String newName, @Nullable String newCustomerNumber) {
        this.name = newName;
        this.customerNumber = newCustomerNumber;
    }

    public void billTo(BillingAccount account) {
        this.billing = account;
    }

    public void close(Instant at) {
        mustBeActive();
        status = Status.CLOSED;
        closedAt = at;
    }

    /// Unpaid invoices or an exhausted budget: from now on every authorisation answers NO_CREDIT.
    public void holdCredit() {
        creditHold = true;
    }

    public void releaseCredit() {
        creditHold = false;
    }

    public void mustBeActive() {
        if (status == Status.CLOSED) {
            throw new ProblemException(Problem.WRONG_STATE, displayName(), status);
        }
    }

    /// The printable number, as on invoices: `OU-0003658`.
    public String code() {
        return "OU-%07d".formatted(number);
    }

    /// As lists show it: `480439 (3658) Example Holding`.
    public String displayName() {
        return customerNumber == null
                ? "(%d) %s".formatted(number, name)
                : "%s (%d) %s".formatted(customerNumber, number, name);
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

    public @Nullable OrganisationUnit parent() {
        return parent;
    }

    public String path() {
        return path;
    }

    public String name() {
        return name;
    }

    public @Nullable String customerNumber() {
        return customerNumber;
    }

    public String country() {
        return country;
    }

    public Currency currency() {
        return Currency.getInstance(currency);
    }

    public Language language() {
        return language;
    }

    public boolean vatVisible() {
        return vatVisible;
    }

    public boolean billable() {
        return billable;
    }

    public Status status() {
        return status;
    }

    public boolean creditHold() {
        return creditHold;
    }

    /// Absent until the operator or the customer has filled it in.
    public @Nullable BillingAccount billing() {
        return billing;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public @Nullable Instant closedAt() {
        return closedAt;
    }
}
