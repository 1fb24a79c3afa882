package dev.voltaire.invoice;

import dev.voltaire.vat.VatCategory;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.UuidGenerator;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/// One line of an invoice, written once. Its net amount is rounded to the minor unit; the description is in the
/// language of the invoice, since it is part of the legal document.
@Entity
@Immutable
@Table(name = "invoice_line")
public class InvoiceLine implements InvoiceTotals.Taxed {
    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private UUID id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "invoice_id")
    private Invoice invoice;

    @Column(nullable = false)
    private int position;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private InvoiceLineKind kind;

    @Column(nullable = false)
    private String description;

    @Column(nullable = false)
    private BigDecimal quantity;

    @Column(nullable = false)
    private BigDecimal net;

    @Enumerated(EnumType.STRING)
    @Column(name = "vat_category", nullable = false)
    private VatCategory vatCategory;

    @Column(name = "vat_percent", nullable = false)
    private BigDecimal vatPercent;

    @Column(name = "vat_rule", nullable = false)
    private String vatRule;

    @Column(name = "cost_centre")
    private @Nullable String costCentre;

    @Column(name = "credited_line_id")
    private @Nullable UUID creditedLineId;

    @Column(name = "period_start")
    private @Nullable Instant periodStart;

    @Column(name = "period_end")
    private @Nullable Instant periodEnd;

    @SuppressWarnings("NullAway.Init")
    protected InvoiceLine() {}

    @SuppressWarnings("NullAway.Init")
    InvoiceLine(Invoice invoice, int position, Draft draft) {
        this.invoice = invoice;
        this.position = position;
        this.kind = draft.kind();
        this.description = draft.description();
        this.quantity = draft.quantity();
        this.net = draft.net().getAmount();
        this.vatCategory = draft.treatment().category();
        this.vatPercent = draft.treatment().percent();
        this.vatRule = draft.treatment().rule();
        this.costCentre = draft.costCentre();
        this.creditedLineId = draft.creditedLineId();
        this.periodStart = draft.periodStart();
        this.periodEnd = draft.periodEnd();
    }

    /// What a line will say.
    ///
    /// @param creditedLineId the line of the preceding invoice it takes back, wholly or in part
    /// @param net of the whole line, already rounded to the minor unit
    public record Draft(
            InvoiceLineKind kind,
            String description,
            BigDecimal quantity,
            Money net,
            VatTreatment treatment,
            @Nullable String costCentre,
            @Nullable Instant periodStart,
            @Nullable Instant periodEnd,
            @Nullable UUID creditedLineId) {}

    public UUID id() {
        return id;
    }

    /// From 1.
    public int position() {
        return position;
    }

    public InvoiceLineKind kind() {
        return kind;
    }

    public String description() {
        return description;
    }

    public BigDecimal quantity() {
        return quantity;
    }

    @Override
    public Money net() {
        return Money.of(CurrencyUnit.of(invoice.currencyCode()), net, RoundingMode.UNNECESSARY);
    }

    @Override
    public VatTreatment treatment() {
        return new VatTreatment(vatCategory, vatPercent, vatRule);
    }

    /// On a credit invoice: what it takes back.
    public @Nullable UUID creditedLineId() {
        return creditedLineId;
    }

    /// The customer's own (EN 16931 BT-133).
    public @Nullable String costCentre() {
        return costCentre;
    }

    public @Nullable Instant periodStart() {
        return periodStart;
    }

    /// Exclusive.
    public @Nullable Instant periodEnd() {
        return periodEnd;
    }
}
