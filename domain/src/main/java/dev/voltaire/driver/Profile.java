package dev.voltaire.driver;

import dev.voltaire.identity.User;
import dev.voltaire.organisation.Address;
import dev.voltaire.organisation.OrganisationUnit;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import jakarta.persistence.AttributeOverride;
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
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;
import org.jspecify.annotations.Nullable;

/// The contract under which a user charges for one organisation unit. Only an active profile may hold a working token.
/// Deleting is final; the row stays for sessions and invoices.
@Entity
@Table(name = "profile")
public class Profile {
    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private UUID id;

    @Version
    private int version;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "user_id")
    private User user;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "organisation_unit_id")
    private OrganisationUnit organisationUnit;

    @Column
    private String name;

    @Column
    private String email;

    @Column(name = "billing_email")
    private @Nullable String billingEmail;

    @Column(name = "external_id")
    private @Nullable String externalId;

    @Column(name = "cost_centre")
    private @Nullable String costCentre;

    @Column
    @Enumerated(EnumType.STRING)
    private Billable billable;

    @Column(name = "fraud_detection_enabled")
    private boolean fraudDetectionEnabled;

    @Column
    private boolean shared;

    @Column(name = "chamber_of_commerce")
    private @Nullable String chamberOfCommerce;

    @Column(name = "vat_number")
    private @Nullable String vatNumber;

    @Embedded
    @AttributeOverride(name = "companyName", column = @Column(name = "address_company_name"))
    @AttributeOverride(name = "street", column = @Column(name = "address_street"))
    @AttributeOverride(name = "houseNumber", column = @Column(name = "address_house_number"))
    @AttributeOverride(name = "houseNumberSuffix", column = @Column(name = "address_house_number_suffix"))
    @AttributeOverride(name = "addition", column = @Column(name = "address_addition"))
    @AttributeOverride(name = "postalCode", column = @Column(name = "address_postal_code"))
    @AttributeOverride(name = "city", column = @Column(name = "address_city"))
    @AttributeOverride(name = "country", column = @Column(name = "address_country"))
    private @Nullable Address address;

    @Embedded
    @AttributeOverride(name = "companyName", column = @Column(name = "delivery_company_name"))
    @AttributeOverride(name = "street", column = @Column(name = "delivery_street"))
    @AttributeOverride(name = "houseNumber", column = @Column(name = "delivery_house_number"))
    @AttributeOverride(name = "houseNumberSuffix", column = @Column(name = "delivery_house_number_suffix"))
    @AttributeOverride(name = "addition", column = @Column(name = "delivery_addition"))
    @AttributeOverride(name = "postalCode", column = @Column(name = "delivery_postal_code"))
    @AttributeOverride(name = "city", column = @Column(name = "delivery_city"))
    @AttributeOverride(name = "country", column = @Column(name = "delivery_country"))
    private @Nullable Address deliveryAddress;

    @Column
    @Enumerated(EnumType.STRING)
    private Status status;

    @Column(name = "credit_hold")
    private boolean creditHold;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "deleted_at")
    private @Nullable Instant deletedAt;

    /// Whether this profile's charging is invoiced; subscriptions are invoiced in any case.
    public enum Billable {
        INHERIT,
        BILLABLE,
        NON_BILLABLE
    }

    /// A profile that is not ACTIVE is refused everywhere.
    public enum Status {
        ACTIVE,
        SUSPENDED,
        DELETED
    }

    /// What a manager types about a profile. Without a delivery address, cards go to `address`.
    public record Particulars(
            String name,
            @Nullable String billingEmail,
            @Nullable String externalId,
            @Nullable String costCentre,
            Billable billable,
            boolean fraudDetectionEnabled,
            boolean shared,
            @Nullable String chamberOfCommerce,
            @Nullable String vatNumber,
            @Nullable Address address,
            @Nullable Address deliveryAddress) {

        /// As the guide recommends for drivers: not shared, and billed as the organisation unit says.
        public static Particulars named(String name) {
            return new Particulars(name, null, null, null, Billable.INHERIT, false, false, null, null, null, null);
        }
    }

    protected Profile() {}

    Profile(User user, OrganisationUnit unit, Particulars particulars, Instant at) {
        unit.mustBeActive();
        this.user = user;
        this.email = user.email();
        this.organisationUnit = unit;
        this.status = Status.ACTIVE;
        this.createdAt = at;
        change(particulars);
    }

    public final void change(Particulars particulars) {
        name = particulars.name();
        billingEmail = particulars.billingEmail();
        externalId = particulars.externalId();
        costCentre = particulars.costCentre();
        billable = particulars.billable();
        fraudDetectionEnabled = particulars.fraudDetectionEnabled();
        shared = particulars.shared();
        chamberOfCommerce = particulars.chamberOfCommerce();
        vatNumber = particulars.vatNumber();
        address = particulars.address();
        deliveryAddress = particulars.deliveryAddress();
    }

    void suspend() {
        mustBe(Status.ACTIVE);
        status = Status.SUSPENDED;
    }

    void resume() {
        mustBe(Status.SUSPENDED);
        status = Status.ACTIVE;
    }

    void delete(Instant at) {
        if (status == Status.DELETED) {
            throw new ProblemException(Problem.NOT_FOUND);
        }
        status = Status.DELETED;
        deletedAt = at;
    }

    /// The spending limit is reached: from now on every authorisation answers NO_CREDIT.
    public void holdCredit() {
        creditHold = true;
    }

    public void releaseCredit() {
        creditHold = false;
    }

    public void mustBeActive() {
        mustBe(Status.ACTIVE);
    }

    private void mustBe(Status wanted) {
        if (status != wanted) {
            throw new ProblemException(Problem.WRONG_STATE, name, status);
        }
    }

    /// Whether this profile's charging is invoiced, the unit's default considered.
    public boolean isBillable() {
        return switch (billable) {
            case INHERIT -> organisationUnit.billable();
            case BILLABLE -> true;
            case NON_BILLABLE -> false;
        };
    }

    public UUID id() {
        return id;
    }

    public int version() {
        return version;
    }

    public User user() {
        return user;
    }

    public OrganisationUnit organisationUnit() {
        return organisationUnit;
    }

    public Particulars particulars() {
        return new Particulars(
                name,
                billingEmail,
                externalId,
                costCentre,
                billable,
                fraudDetectionEnabled,
                shared,
                chamberOfCommerce,
                vatNumber,
                address,
                deliveryAddress);
    }

    public String name() {
        return name;
    }

    public String email() {
        return email;
    }

    /// Where a card is sent.
    public @Nullable Address cardAddress() {
        return deliveryAddress == null ? address : deliveryAddress;
    }

    public Status status() {
        return status;
    }

    public boolean creditHold() {
        return creditHold;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public @Nullable Instant deletedAt() {
        return deletedAt;
    }
}
