package dev.voltaire.subscription;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;

/// The fee of a template from a day on.
@Entity
@Table(name = "subscription_price")
public class SubscriptionPrice {
    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private UUID id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "template_id")
    private SubscriptionTemplate template;

    @Column(name = "valid_from")
    private LocalDate validFrom;

    @Column
    private BigDecimal amount;

    protected SubscriptionPrice() {}

    SubscriptionPrice(SubscriptionTemplate template, LocalDate validFrom, BigDecimal amount) {
        this.template = template;
        this.validFrom = validFrom;
        this.amount = amount;
    }

    void become(BigDecimal newAmount) {
        amount = newAmount;
    }

    public LocalDate validFrom() {
        return validFrom;
    }

    public BigDecimal amount() {
        return amount;
    }
}
