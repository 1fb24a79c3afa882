package dev.voltaire.token;

import dev.voltaire.driver.Profile;
import dev.voltaire.organisation.OrganisationUnit;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/// An order of cards, one per profile, all of one organisation unit.
///
/// REQUESTED → PRODUCED → SHIPPED → DELIVERED; CANCELLED from the first two.
@Entity
@Table(name = "token_request")
public class TokenRequest {
    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private UUID id;

    @Version
    private int version;

    @Column
    private long number;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "organisation_unit_id")
    private OrganisationUnit organisationUnit;

    @Column
    @Enumerated(EnumType.STRING)
    private Status status;

    @Column(name = "price_amount")
    private BigDecimal priceAmount;

    @Column(name = "price_currency")
    private String priceCurrency;

    @Column(name = "requested_by")
    private String requestedBy;

    @Column(name = "requested_at")
    private Instant requestedAt;

    @Column(name = "produced_at")
    private @Nullable Instant producedAt;

    @Column(name = "shipped_at")
    private @Nullable Instant shippedAt;

    @Column(name = "delivered_at")
    private @Nullable Instant deliveredAt;

    @Column(name = "cancelled_at")
    private @Nullable Instant cancelledAt;

    @Column(name = "tracking_code")
    private @Nullable String trackingCode;

    @OneToMany(mappedBy = "request", cascade = CascadeType.PERSIST)
    @OrderBy("id")
    @Column
    private List<TokenRequestLine> lines = new ArrayList<>();

    /// How far the order is.
    public enum Status {
        REQUESTED,
        PRODUCED,
        SHIPPED,
        DELIVERED,
        CANCELLED
    }

    protected TokenRequest() {}

    TokenRequest(long number, OrganisationUnit unit, Money price, List<Profile> profiles, String by, Instant at) {
        unit.mustBeActive();
        this.number = number;
        this.organisationUnit = unit;
        this.status = Status.REQUESTED;
        this.priceAmount = price.getAmount();
        this.priceCurrency = price.getCurrencyUnit().getCode();
        this.requestedBy = by;
        this.requestedAt = at;
        profiles.forEach(profile -> lines.add(new TokenRequestLine(this, profile)));
    }

    void produced(Instant at) {
        mustBe(Status.REQUESTED);
        if (lines.stream().anyMatch(line -> line.tokenId() == null)) {
            throw new ProblemException(Problem.WRONG_STATE, number, "CARD_MISSING");
        }
        status = Status.PRODUCED;
        producedAt = at;
    }

    void shipped(@Nullable String tracking, Instant at) {
        mustBe(Status.PRODUCED);
        status = Status.SHIPPED;
        shippedAt = at;
        trackingCode = tracking;
    }

    void delivered(Instant at) {
        mustBe(Status.SHIPPED);
        status = Status.DELIVERED;
        deliveredAt = at;
    }

    void cancel(Instant at) {
        if (status != Status.REQUESTED && status != Status.PRODUCED) {
            throw wrongState();
        }
        status = Status.CANCELLED;
        cancelledAt = at;
    }

    void mustBe(Status wanted) {
        if (status != wanted) {
            throw wrongState();
        }
    }

    private ProblemException wrongState() {
        return new ProblemException(Problem.WRONG_STATE, number, status);
    }

    TokenRequestLine line(UUID lineId) {
        return lines.stream()
                .filter(line -> line.id().equals(lineId))
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
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

    public OrganisationUnit organisationUnit() {
        return organisationUnit;
    }

    public Status status() {
        return status;
    }

    public Money price() {
        return Money.of(CurrencyUnit.of(priceCurrency), priceAmount);
    }

    public String requestedBy() {
        return requestedBy;
    }

    public Instant requestedAt() {
        return requestedAt;
    }

    public @Nullable Instant producedAt() {
        return producedAt;
    }

    public @Nullable Instant shippedAt() {
        return shippedAt;
    }

    public @Nullable Instant deliveredAt() {
        return deliveredAt;
    }

    public @Nullable Instant cancelledAt() {
        return cancelledAt;
    }

    public @Nullable String trackingCode() {
        return trackingCode;
    }

    public List<TokenRequestLine> lines() {
        return List.copyOf(lines);
    }
}
