package dev.voltaire.invoice;

import dev.voltaire.message.Language;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
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
import java.util.Objects;
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
    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private UUID id;

    @Column(name = "run_id")
    private @Nullable UUID runId;

    @Embedded
    private Seller seller;

    @Embedded
    private Customer customer;

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

    @JdbcTypeCode(SqlTypes.JSON)
    @Column
    private @Nullable TaxExchange exchange;

    @Column(name = "external_id")
    private @Nullable String externalId;

    @Embedded
    private @Nullable Preceding preceding;

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
    private Invoice(InvoiceType type, Seller seller, Customer customer, String currency, Instant createdAt) {
        this.type = type;
        this.status = InvoiceStatus.DRAFT;
        this.seller = seller;
        this.customer = customer;
        this.currency = currency;
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
        Invoice invoice = new Invoice(InvoiceType.DEBIT, Seller.of(issuer), customer, currency.getCode(), createdAt);
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
        Invoice credit = new Invoice(
                InvoiceType.CREDIT, original.seller, original.customer.credited(), original.currency, createdAt);
        credit.profileId = original.profileId;
        credit.exchange = original.exchange;
        credit.preceding = new Preceding(original.id, Objects.requireNonNull(original.number), original.issuedOn());
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
        dueOn = at.atZone(zone()).toLocalDate().plusDays(customer.paymentTermDays());
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
        status = status.settled(open.isPositive(), received.isPositive());
    }

    public void paymentFailed() {
        status = status.failed();
    }

    public void markOverdue() {
        status = status.overdue();
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
        return status.awaitsPayment() && gross.isPositive();
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
        return seller.issuerId();
    }

    public UUID organisationUnitId() {
        return customer.organisationUnitId();
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
        return customer.language();
    }

    /// In which the dates of the document are meant.
    public ZoneId zone() {
        return ZoneId.of(seller.zone());
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

    /// Who issued it, as it was then.
    public InvoiceParty seller() {
        return seller.party();
    }

    /// Who pays it, as it was then.
    public InvoiceParty buyer() {
        return customer.party();
    }

    /// Where it is to be paid.
    public BankAccount bankAccount() {
        return seller.bankAccount();
    }

    public Customer customer() {
        return customer;
    }

    /// Absent where the invoice is in the currency its issuer reports tax in.
    public @Nullable TaxExchange exchange() {
        return exchange;
    }

    public @Nullable String externalId() {
        return externalId;
    }

    /// What a credit invoice credits.
    public @Nullable Preceding preceding() {
        return preceding;
    }

    public int sessionCount() {
        return sessionCount;
    }

    public List<InvoiceLine> lines() {
        return List.copyOf(lines);
    }
}
