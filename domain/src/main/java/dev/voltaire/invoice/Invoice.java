package dev.voltaire.invoice;

import dev.voltaire.message.Language;
import dev.voltaire.organisation.BillingAccount.PaymentMethod;
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
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.UuidGenerator;
import org.hibernate.type.SqlTypes;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/// An invoice. Lines are added to a draft only; [#finalise] freezes what the customer sees, after that only the payment
/// state and the customer's own reference move.
@Entity
@Table(name = "invoice")
public class Invoice {
    private static final Set<InvoiceStatus> AWAITING_PAYMENT = Set.of(
            InvoiceStatus.FINALIZED,
            InvoiceStatus.SENT,
            InvoiceStatus.PARTIALLY_PAID,
            InvoiceStatus.PAYMENT_FAILED,
            InvoiceStatus.OVERDUE);

    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private UUID id;

    @Column(name = "run_id")
    private @Nullable UUID runId;

    @Column(name = "issuer_id", nullable = false)
    private UUID issuerId;

    @Column(name = "organisation_unit_id", nullable = false)
    private UUID organisationUnitId;

    @Column(name = "profile_id")
    private @Nullable UUID profileId;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private InvoiceType type;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private InvoiceStatus status;

    @Column
    private @Nullable Long number;

    @Column
    private @Nullable String reference;

    @Column(nullable = false)
    private String currency;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private Language language;

    @Column(name = "zone", nullable = false)
    private String zone;

    @Column(name = "period_end")
    private @Nullable Instant periodEnd;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    @Column(name = "issued_at")
    private @Nullable Instant issuedAt;

    @Column(name = "due_on")
    private @Nullable LocalDate dueOn;

    @Column(nullable = false)
    private BigDecimal net = BigDecimal.ZERO;

    @Column(nullable = false)
    private BigDecimal vat = BigDecimal.ZERO;

    @Column(nullable = false)
    private BigDecimal gross = BigDecimal.ZERO;

    @Enumerated(EnumType.STRING)
    @Column(name = "payment_method", nullable = false)
    private PaymentMethod paymentMethod;

    @Column(name = "payment_term_days", nullable = false)
    private int paymentTermDays;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(nullable = false)
    private InvoiceParty seller;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(nullable = false)
    private InvoiceParty buyer;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "bank_account", nullable = false)
    private BankAccount bankAccount;

    @Column(name = "customer_number")
    private @Nullable String customerNumber;

    @Column(name = "unit_number", nullable = false)
    private long unitNumber;

    @Column(name = "buyer_reference")
    private @Nullable String buyerReference;

    @Column(name = "purchase_order")
    private @Nullable String purchaseOrder;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "direct_debit")
    private @Nullable DirectDebit directDebit;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column
    private @Nullable TaxExchange exchange;

    @Column(name = "recipient_email")
    private @Nullable String recipientEmail;

    @Column(name = "external_id")
    private @Nullable String externalId;

    @Column(name = "preceding_invoice_id")
    private @Nullable UUID precedingInvoiceId;

    @Column(name = "preceding_number")
    private @Nullable Long precedingNumber;

    @Column(name = "preceding_issued_on")
    private @Nullable LocalDate precedingIssuedOn;

    @Column(name = "session_count", nullable = false)
    private int sessionCount;

    @OneToMany(mappedBy = "invoice", cascade = CascadeType.PERSIST)
    @OrderBy("position")
    private List<InvoiceLine> lines = new ArrayList<>();

    @Version
    @Column(nullable = false)
    private int revision;

    @SuppressWarnings("NullAway.Init")
    protected Invoice() {}

    @SuppressWarnings("NullAway.Init")
    private Invoice(InvoiceType type, Issuer issuer, Customer customer, CurrencyUnit currency, Instant createdAt) {
        this.type = type;
        this.status = InvoiceStatus.DRAFT;
        this.issuerId = issuer.id();
        this.seller = issuer.party();
        this.bankAccount = issuer.bankAccount();
        this.zone = issuer.zone().getId();
        this.organisationUnitId = customer.organisationUnitId();
        this.unitNumber = customer.unitNumber();
        this.customerNumber = customer.customerNumber();
        this.language = customer.language();
        this.buyer = customer.party();
        this.paymentMethod = customer.paymentMethod();
        this.paymentTermDays = customer.paymentTermDays();
        this.buyerReference = customer.buyerReference();
        this.purchaseOrder = customer.purchaseOrder();
        this.directDebit = customer.directDebit();
        this.recipientEmail = customer.recipientEmail();
        this.currency = currency.getCode();
        this.createdAt = createdAt;
    }

    /// @param run that makes it; absent in a dry run
    /// @param periodEnd exclusive: what happened before it is invoiced
    public static Invoice draft(
            @Nullable UUID run,
            Issuer issuer,
            Customer customer,
            CurrencyUnit currency,
            @Nullable Instant periodEnd,
            Instant createdAt) {
        Invoice invoice = new Invoice(InvoiceType.DEBIT, issuer, customer, currency, createdAt);
        invoice.runId = run;
        invoice.periodEnd = periodEnd;
        return invoice;
    }

    /// For one profile, where the payer wants an invoice for each.
    void isFor(@Nullable UUID profile) {
        mustBe(InvoiceStatus.DRAFT);
        profileId = profile;
    }

    /// @throws ProblemException WRONG_STATE for drafts, and for what is itself a credit
    void mustBeCreditable() {
        if (status == InvoiceStatus.DRAFT || status == InvoiceStatus.CANCELLED || type == InvoiceType.CREDIT) {
            throw new ProblemException(Problem.WRONG_STATE, reference == null ? id : reference, status);
        }
    }

    /// @param credited the gross amount of all its credit invoices, negative where it is positive
    void markCredited(Money credited) {
        if (gross().plus(credited).isZero()) {
            status = InvoiceStatus.CREDITED;
        }
    }

    /// A credit invoice, addressed as its original was.
    static Invoice crediting(Invoice original, Instant createdAt) {
        Invoice credit = new Invoice();
        credit.type = InvoiceType.CREDIT;
        credit.status = InvoiceStatus.DRAFT;
        credit.issuerId = original.issuerId;
        credit.seller = original.seller;
        credit.bankAccount = original.bankAccount;
        credit.zone = original.zone;
        credit.organisationUnitId = original.organisationUnitId;
        credit.profileId = original.profileId;
        credit.unitNumber = original.unitNumber;
        credit.customerNumber = original.customerNumber;
        credit.language = original.language;
        credit.buyer = original.buyer;
        credit.paymentMethod = original.paymentMethod;
        credit.buyerReference = original.buyerReference;
        credit.purchaseOrder = original.purchaseOrder;
        credit.recipientEmail = original.recipientEmail;
        credit.currency = original.currency;
        credit.exchange = original.exchange;
        credit.createdAt = createdAt;
        credit.precedingInvoiceId = original.id;
        credit.precedingNumber = original.number;
        credit.precedingIssuedOn = original.issuedOn();
        return credit;
    }

    public InvoiceLine add(InvoiceLine.Draft draft) {
        mustBe(InvoiceStatus.DRAFT);
        if (!draft.net().getCurrencyUnit().getCode().equals(currency)) {
            throw new IllegalArgumentException("a line is in the currency of its invoice");
        }
        InvoiceLine line = new InvoiceLine(this, lines.size() + 1, draft);
        lines.add(line);
        return line;
    }

    /// The rate at which the tax is stated in the issuer's own currency (Art. 230 VAT Directive).
    void statesTaxAt(TaxExchange rate) {
        mustBe(InvoiceStatus.DRAFT);
        exchange = rate;
    }

    public void countSessions(int sessions) {
        mustBe(InvoiceStatus.DRAFT);
        sessionCount = sessions;
    }

    /// Gives the invoice its number: from here on it is a legal document.
    public void finalise(long assignedNumber, String assignedReference, Instant at) {
        mustBe(InvoiceStatus.DRAFT);
        InvoiceTotals totals = totals();
        net = totals.net().getAmount();
        vat = totals.vat().getAmount();
        gross = totals.gross().getAmount();
        number = assignedNumber;
        reference = assignedReference;
        issuedAt = at;
        dueOn = at.atZone(zone()).toLocalDate().plusDays(paymentTermDays);
        status = InvoiceStatus.FINALIZED;
    }

    /// What was paid or credited in the meantime stays so.
    public void markSent() {
        if (status == InvoiceStatus.DRAFT) {
            mustBe(InvoiceStatus.FINALIZED);
        }
        if (status == InvoiceStatus.FINALIZED) {
            status = InvoiceStatus.SENT;
        }
    }

    /// Follows what was paid, in whatever order that is told.
    ///
    /// @param open what is still to be paid
    /// @param received what was paid and not taken back
    public void settle(Money open, Money received) {
        if (status == InvoiceStatus.DRAFT || status == InvoiceStatus.CREDITED || status == InvoiceStatus.CANCELLED) {
            return;
        }
        if (!open.isPositive()) {
            status = InvoiceStatus.PAID;
        } else if (received.isPositive()) {
            status = InvoiceStatus.PARTIALLY_PAID;
        } else if (status == InvoiceStatus.PAID || status == InvoiceStatus.PARTIALLY_PAID) {
            status = InvoiceStatus.PAYMENT_FAILED;
        }
    }

    public void paymentFailed() {
        if (AWAITING_PAYMENT.contains(status) && status != InvoiceStatus.PARTIALLY_PAID) {
            status = InvoiceStatus.PAYMENT_FAILED;
        }
    }

    public void markOverdue() {
        if (status == InvoiceStatus.FINALIZED || status == InvoiceStatus.SENT) {
            status = InvoiceStatus.OVERDUE;
        }
    }

    /// The customer's own name for it.
    public void referTo(@Nullable String newExternalId) {
        externalId = newExternalId;
    }

    public boolean isFinal() {
        return status != InvoiceStatus.DRAFT;
    }

    public boolean awaitsPayment() {
        return awaitsPayment(status, gross());
    }

    static boolean awaitsPayment(InvoiceStatus status, Money gross) {
        return AWAITING_PAYMENT.contains(status) && gross.isPositive();
    }

    private void mustBe(InvoiceStatus wanted) {
        if (status != wanted) {
            throw new ProblemException(Problem.WRONG_STATE, reference == null ? id : reference, status);
        }
    }

    /// Computed from the lines; equal to what was stored at finalisation.
    public InvoiceTotals totals() {
        return InvoiceTotals.of(currency(), lines);
    }

    public UUID id() {
        return id;
    }

    public int revision() {
        return revision;
    }

    public @Nullable UUID runId() {
        return runId;
    }

    public UUID issuerId() {
        return issuerId;
    }

    public UUID organisationUnitId() {
        return organisationUnitId;
    }

    /// Absent where the unit is invoiced as a whole.
    public @Nullable UUID profileId() {
        return profileId;
    }

    public InvoiceType type() {
        return type;
    }

    public InvoiceStatus status() {
        return status;
    }

    /// Absent while a draft.
    public @Nullable Long number() {
        return number;
    }

    /// Absent while a draft.
    public @Nullable String reference() {
        return reference;
    }

    String currencyCode() {
        return currency;
    }

    public CurrencyUnit currency() {
        return CurrencyUnit.of(currency);
    }

    public Language language() {
        return language;
    }

    /// In which the dates of the document are meant.
    public ZoneId zone() {
        return ZoneId.of(zone);
    }

    public @Nullable Instant periodEnd() {
        return periodEnd;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public @Nullable Instant issuedAt() {
        return issuedAt;
    }

    /// The date on the document.
    ///
    /// @throws IllegalStateException for a draft
    public LocalDate issuedOn() {
        if (issuedAt == null) {
            throw new IllegalStateException("a draft is not issued");
        }
        return issuedAt.atZone(zone()).toLocalDate();
    }

    public @Nullable LocalDate dueOn() {
        return dueOn;
    }

    public Money net() {
        return Money.of(currency(), net, RoundingMode.UNNECESSARY);
    }

    public Money vat() {
        return Money.of(currency(), vat, RoundingMode.UNNECESSARY);
    }

    public Money gross() {
        return Money.of(currency(), gross, RoundingMode.UNNECESSARY);
    }

    public PaymentMethod paymentMethod() {
        return paymentMethod;
    }

    /// A direct debit without a mandate is none: such an invoice asks for a transfer.
    public boolean paidByTransfer() {
        return switch (paymentMethod) {
            case BANK_TRANSFER -> true;
            case DIRECT_DEBIT -> directDebit == null;
            case CARD -> false;
        };
    }

    public InvoiceParty seller() {
        return seller;
    }

    public InvoiceParty buyer() {
        return buyer;
    }

    public BankAccount bankAccount() {
        return bankAccount;
    }

    public @Nullable String customerNumber() {
        return customerNumber;
    }

    public long unitNumber() {
        return unitNumber;
    }

    public @Nullable String buyerReference() {
        return buyerReference;
    }

    public @Nullable String purchaseOrder() {
        return purchaseOrder;
    }

    /// Absent unless it is collected by direct debit.
    public @Nullable DirectDebit directDebit() {
        return directDebit;
    }

    /// Absent where the invoice is in the currency its issuer reports tax in.
    public @Nullable TaxExchange exchange() {
        return exchange;
    }

    public @Nullable String recipientEmail() {
        return recipientEmail;
    }

    public @Nullable String externalId() {
        return externalId;
    }

    /// What a credit invoice credits.
    public @Nullable UUID precedingInvoiceId() {
        return precedingInvoiceId;
    }

    /// Of what a credit invoice credits.
    public @Nullable Long precedingNumber() {
        return precedingNumber;
    }

    /// Of what a credit invoice credits.
    public @Nullable LocalDate precedingIssuedOn() {
        return precedingIssuedOn;
    }

    public int sessionCount() {
        return sessionCount;
    }

    public List<InvoiceLine> lines() {
        return List.copyOf(lines);
    }
}
