package dev.voltaire.subscription;

import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.UuidGenerator;
import org.hibernate.type.SqlTypes;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/// A fee per profile and month, excluding VAT. Its price changes from a day on and never backwards; a retired template
/// is sold no more, but goes on for those who have it.
@Entity
@Table(name = "subscription_template")
public class SubscriptionTemplate {
    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private UUID id;

    @Version
    private int version;

    @Column
    private String name;

    @Column
    private @Nullable String description;

    @Column
    @JdbcTypeCode(SqlTypes.ARRAY)
    private List<String> included;

    @Column
    private String currency;

    @Column
    @Enumerated(EnumType.STRING)
    private Proration proration;

    @Column(name = "non_billable")
    @Enumerated(EnumType.STRING)
    private NonBillable nonBillable;

    @Column
    @Enumerated(EnumType.STRING)
    private Status status;

    @OneToMany(mappedBy = "template", cascade = CascadeType.PERSIST)
    @OrderBy("validFrom")
    @Column
    private List<SubscriptionPrice> prices = new ArrayList<>();

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "retired_at")
    private @Nullable Instant retiredAt;

    /// What a period costs of which the profile had only some days.
    public enum Proration {
        /// The whole fee.
        NONE,
        /// The fee by the days of the period that were covered.
        DAILY
    }

    /// Whether profiles whose charging is not invoiced pay the fee all the same.
    public enum NonBillable {
        CHARGED,
        FREE
    }

    /// Whether it is still sold.
    public enum Status {
        ACTIVE,
        RETIRED
    }

    /// What the operator writes about it.
    public record Particulars(
            String name,
            @Nullable String description,
            List<String> included,
            Proration proration,
            NonBillable nonBillable) {
        public Particulars {
            included = List.copyOf(included);
        }
    }

    protected SubscriptionTemplate() {}

    SubscriptionTemplate(Particulars particulars, Money monthlyFee, LocalDate from, Instant at) {
        this.currency = monthlyFee.getCurrencyUnit().getCode();
        this.status = Status.ACTIVE;
        this.createdAt = at;
        prices.add(new SubscriptionPrice(this, from, monthlyFee.getAmount()));
        describe(particulars);
    }

    public final void describe(Particulars particulars) {
        name = particulars.name();
        description = particulars.description();
        included = new ArrayList<>(particulars.included());
        proration = particulars.proration();
        nonBillable = particulars.nonBillable();
    }

    /// Periods that begin on the day or later cost this. A price already set for that very day is replaced.
    void priceFrom(LocalDate day, Money monthlyFee) {
        mustBeActive();
        if (!monthlyFee.getCurrencyUnit().getCode().equals(currency)) {
            throw new ProblemException(Problem.INVALID_PARAMETER, "monthlyFee.currency");
        }
        prices.stream()
                .filter(price -> price.validFrom().equals(day))
                .findFirst()
                .ifPresentOrElse(
                        price -> price.become(monthlyFee.getAmount()),
                        () -> prices.add(new SubscriptionPrice(this, day, monthlyFee.getAmount())));
    }

    void retire(Instant at) {
        mustBeActive();
        status = Status.RETIRED;
        retiredAt = at;
    }

    void mustBeActive() {
        if (status != Status.ACTIVE) {
            throw new ProblemException(Problem.WRONG_STATE, name, status);
        }
    }

    /// The fee of a whole period that begins on the day. Before the first price, the first.
    public Money feeOn(LocalDate day) {
        SubscriptionPrice holding = prices.getFirst();
        for (SubscriptionPrice price : prices) {
            if (!price.validFrom().isAfter(day)
                    && (holding.validFrom().isAfter(day) || price.validFrom().isAfter(holding.validFrom()))) {
                holding = price;
            }
        }
        return Money.of(CurrencyUnit.of(currency), holding.amount());
    }

    /// The fee of a period, as far as it was covered. Rounded once, half-up.
    Money feeFor(SubscriptionPeriod period) {
        Money whole = feeOn(period.start());
        return switch (proration) {
            case NONE -> whole;
            case DAILY ->
                whole.multipliedBy(period.days())
                        .toBigMoney()
                        .dividedBy(period.daysInPeriod(), RoundingMode.HALF_UP)
                        .toMoney(RoundingMode.HALF_UP);
        };
    }

    public UUID id() {
        return id;
    }

    public int version() {
        return version;
    }

    public String name() {
        return name;
    }

    public @Nullable String description() {
        return description;
    }

    public List<String> included() {
        return List.copyOf(included);
    }

    public CurrencyUnit currency() {
        return CurrencyUnit.of(currency);
    }

    public Proration proration() {
        return proration;
    }

    public NonBillable nonBillable() {
        return nonBillable;
    }

    public Status status() {
        return status;
    }

    /// Oldest first.
    public List<SubscriptionPrice> prices() {
        return List.copyOf(prices);
    }

    public Instant createdAt() {
        return createdAt;
    }

    public @Nullable Instant retiredAt() {
        return retiredAt;
    }
}
