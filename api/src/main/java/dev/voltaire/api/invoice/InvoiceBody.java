package dev.voltaire.api.invoice;

import dev.voltaire.api.http.Amount;
import dev.voltaire.api.http.Reference;
import dev.voltaire.invoice.Invoice;
import dev.voltaire.invoice.InvoiceLineKind;
import dev.voltaire.invoice.InvoiceParty;
import dev.voltaire.invoice.InvoiceRepository;
import dev.voltaire.invoice.InvoiceStatus;
import dev.voltaire.invoice.InvoiceType;
import dev.voltaire.invoice.Preceding;
import dev.voltaire.organisation.BillingAccount.PaymentMethod;
import dev.voltaire.vat.VatCategory;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// An invoice as its page shows it.
@Schema(name = "Invoice")
public record InvoiceBody(
        UUID id,
        InvoiceType type,
        InvoiceStatus status,
        @Nullable Long number,
        @Nullable String reference,
        Reference orgUnit,
        @Nullable Reference profile,
        @Nullable Instant issuedAt,
        @Nullable LocalDate dueOn,
        Total total,
        List<Line> lines,
        List<Vat> vat,
        PaymentMethod paymentMethod,
        @Nullable String recipientEmail,
        @Nullable String externalId,
        @Nullable Reference precedingInvoice,
        List<Reference> creditInvoices,
        int sessionCount,
        List<Action> allowedActions) {

    /// Net, tax and gross.
    @Schema(name = "InvoiceTotal")
    public record Total(Amount net, Amount vat, Amount gross) {}

    /// One line; the net amount is of the whole line.
    @Schema(name = "InvoiceLine")
    public record Line(
            int position,
            InvoiceLineKind kind,
            String description,
            BigDecimal quantity,
            Amount net,
            BigDecimal vatPercent,
            String vatRule,
            @Nullable String costCentre) {}

    /// The tax of one category and rate.
    @Schema(name = "InvoiceVat")
    public record Vat(VatCategory category, BigDecimal percent, Amount base, Amount vat) {}

    /// What the caller can do with an invoice.
    @Schema(name = "InvoiceAction")
    public enum Action {
        VIEW,
        DOWNLOAD,
        CDRS,
        CREDIT,
        VIEW_CREDIT_INVOICE,
        SEND_PAYMENT_LINK,
        SET_EXTERNAL_ID
    }

    /// A row of the list.
    @Schema(name = "InvoiceSummary")
    public record Summary(
            UUID id,
            @Nullable Instant issuedAt,
            @Nullable Long number,
            @Nullable String reference,
            Reference orgUnit,
            @Nullable Reference profile,
            Total total,
            InvoiceStatus status,
            InvoiceType type,
            int sessionCount,
            List<Action> allowedActions) {

        static Summary of(InvoiceRepository.Summary row, boolean operator) {
            return new Summary(
                    row.id(),
                    row.issuedAt(),
                    row.number(),
                    row.reference(),
                    new Reference(row.unitId(), row.unitLabel()),
                    row.profileId() == null ? null : new Reference(row.profileId(), String.valueOf(row.profileName())),
                    new Total(Amount.of(row.net()), Amount.of(row.vat()), Amount.of(row.gross())),
                    row.status(),
                    row.type(),
                    row.sessionCount(),
                    actions(row.status(), row.type(), operator, row.credited(), row.awaitsPayment()));
        }
    }

    /// @param beside what is shown of other things
    static InvoiceBody of(Invoice invoice, InvoiceBeside beside) {
        InvoiceParty buyer = invoice.buyer();
        Preceding credited = invoice.preceding();
        return new InvoiceBody(
                invoice.id(),
                invoice.type(),
                invoice.status(),
                invoice.number(),
                invoice.reference(),
                new Reference(
                        invoice.organisationUnitId(), "(" + invoice.customer().unitNumber() + ") " + buyer.legalName()),
                beside.profile(),
                invoice.issuedAt(),
                invoice.dueOn(),
                new Total(Amount.of(invoice.net()), Amount.of(invoice.vat()), Amount.of(invoice.gross())),
                invoice.lines().stream()
                        .map(line -> new Line(
                                line.position(),
                                line.kind(),
                                line.description(),
                                line.quantity().stripTrailingZeros(),
                                Amount.of(line.net()),
                                line.treatment().percent(),
                                line.treatment().rule(),
                                line.costCentre()))
                        .toList(),
                invoice.totals().breakdown().stream()
                        .map(vat -> new Vat(vat.category(), vat.percent(), Amount.of(vat.base()), Amount.of(vat.vat())))
                        .toList(),
                invoice.customer().paymentMethod(),
                invoice.customer().recipientEmail(),
                invoice.externalId(),
                credited == null ? null : new Reference(credited.invoiceId(), Long.toString(credited.number())),
                beside.creditInvoices(),
                invoice.sessionCount(),
                actions(
                        invoice.status(),
                        invoice.type(),
                        beside.operator(),
                        !beside.creditInvoices().isEmpty(),
                        invoice.awaitsPayment()));
    }

    private static List<Action> actions(
            InvoiceStatus status, InvoiceType type, boolean operator, boolean credited, boolean payable) {
        List<Action> actions = new ArrayList<>(List.of(Action.VIEW, Action.SET_EXTERNAL_ID));
        if (status != InvoiceStatus.DRAFT) {
            actions.add(Action.DOWNLOAD);
            actions.add(Action.CDRS);
            if (payable) {
                actions.add(Action.SEND_PAYMENT_LINK);
            }
            if (operator && type == InvoiceType.DEBIT && status != InvoiceStatus.CREDITED) {
                actions.add(Action.CREDIT);
            }
        }
        if (credited) {
            actions.add(Action.VIEW_CREDIT_INVOICE);
        }
        return List.copyOf(actions);
    }
}
