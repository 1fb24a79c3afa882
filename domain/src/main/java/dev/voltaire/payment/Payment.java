package dev.voltaire.payment;

import dev.voltaire.invoice.Invoice;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/// Money that came in for an invoice, or went back. What succeeded stays: a reversal is a payment of its own.
@Entity
@Table(name = "payment")
public class Payment {
    /// Of transfers and direct debits that our bank tells us about.
    static final String BANK = "bank";

    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private UUID id;

    @Version
    @Column(nullable = false)
    private int revision;

    @Column(name = "invoice_id", nullable = false)
    private UUID invoiceId;

    @Column(name = "organisation_unit_id", nullable = false)
    private UUID organisationUnitId;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private Kind kind;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private Method method;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private Status status;

    @Column(nullable = false)
    private BigDecimal amount;

    @Column(nullable = false)
    private String currency;

    @Column(nullable = false)
    private String provider;

    @Column(name = "provider_reference")
    private @Nullable String providerReference;

    @Column(name = "payment_link_id")
    private @Nullable UUID paymentLinkId;

    @Column(name = "reverses_id")
    private @Nullable UUID reversesId;

    @Column
    private @Nullable String failure;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    @Column(name = "settled_at")
    private @Nullable Instant settledAt;

    public enum Kind {
        PAYMENT,
        /// We gave it back.
        REFUND,
        /// The bank or the card network took it back.
        REVERSAL
    }

    public enum Method {
        TRANSFER,
        DIRECT_DEBIT,
        ONLINE
    }

    public enum Status {
        PENDING,
        SUCCEEDED,
        FAILED
    }

    @SuppressWarnings("NullAway.Init")
    protected Payment() {}

    @SuppressWarnings("NullAway.Init")
    private Payment(Invoice invoice, Kind kind, Method method, Money amount, String provider, Instant at) {
        this.invoiceId = invoice.id();
        this.organisationUnitId = invoice.organisationUnitId();
        this.kind = kind;
        this.method = method;
        this.status = Status.PENDING;
        this.amount = amount.getAmount();
        this.currency = amount.getCurrencyUnit().getCode();
        this.provider = provider;
        this.createdAt = at;
    }

    static Payment online(Invoice invoice, PaymentLink link, Money amount, String provider, Instant at) {
        Payment payment = new Payment(invoice, Kind.PAYMENT, Method.ONLINE, amount, provider, at);
        payment.paymentLinkId = link.id();
        return payment;
    }

    static Payment directDebit(Invoice invoice, Money amount, Instant at) {
        return new Payment(invoice, Kind.PAYMENT, Method.DIRECT_DEBIT, amount, BANK, at);
    }

    static Payment transfer(Invoice invoice, Money amount, String reference, Instant at) {
        Payment payment = new Payment(invoice, Kind.PAYMENT, Method.TRANSFER, amount, BANK, at);
        payment.providerReference = reference;
        payment.succeed(at);
        return payment;
    }

    /// Money that goes back; `amount` is positive.
    static Payment back(Invoice invoice, Payment reversed, Kind kind, Money amount, Instant at) {
        Payment payment = new Payment(invoice, kind, reversed.method, amount.negated(), reversed.provider, at);
        payment.reversesId = reversed.id;
        return payment;
    }

    /// A success may follow a failure, when the payer tried again.
    void succeed(Instant at) {
        status = Status.SUCCEEDED;
        failure = null;
        settledAt = at;
    }

    /// A failure that is told after the success says nothing any more.
    ///
    /// @return whether it failed now
    boolean fail(String reason, Instant at) {
        if (status != Status.PENDING) {
            return false;
        }
        status = Status.FAILED;
        failure = reason;
        settledAt = at;
        return true;
    }

    void knownAs(String reference) {
        providerReference = reference;
    }

    /// What was received where it differs from what was asked.
    void receive(Money received) {
        if (received.isPositive() && received.getCurrencyUnit().getCode().equals(currency)) {
            amount = received.getAmount();
        }
    }

    public UUID id() {
        return id;
    }

    public UUID invoiceId() {
        return invoiceId;
    }

    public Kind kind() {
        return kind;
    }

    public Method method() {
        return method;
    }

    public Status status() {
        return status;
    }

    public Money amount() {
        return Money.of(CurrencyUnit.of(currency), amount, RoundingMode.UNNECESSARY);
    }

    public String provider() {
        return provider;
    }

    public @Nullable String providerReference() {
        return providerReference;
    }

    public @Nullable UUID paymentLinkId() {
        return paymentLinkId;
    }

    public @Nullable UUID reversesId() {
        return reversesId;
    }

    public @Nullable String failure() {
        return failure;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public @Nullable Instant settledAt() {
        return settledAt;
    }
}
