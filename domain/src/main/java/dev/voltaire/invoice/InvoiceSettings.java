package dev.voltaire.invoice;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How a payer wants its invoices. A payer without settings gets one invoice for everybody, by mail.
@Entity
@Table(name = "invoice_settings")
public class InvoiceSettings {
    @Id
    @Column(name = "organisation_unit_id")
    private UUID organisationUnitId;

    @Version
    @Column(nullable = false)
    private int revision;

    @Enumerated(EnumType.STRING)
    @Column(name = "invoice_per", nullable = false)
    private Grouping invoicePer = Grouping.UNIT;

    @Column(name = "line_per_cost_centre", nullable = false)
    private boolean linePerCostCentre;

    @Column(name = "purchase_order")
    private @Nullable String purchaseOrder;

    @Column(name = "contact_name")
    private @Nullable String contactName;

    @Column
    private @Nullable String endpoint;

    @Enumerated(EnumType.STRING)
    @Column(name = "e_invoice_channel")
    private @Nullable Channel channel;

    @Column(name = "e_invoice_form")
    private @Nullable String form;

    @Column(name = "mail_attachments", nullable = false)
    private String[] mailAttachments = {};

    /// For whom there is one invoice.
    public enum Grouping {
        UNIT,
        PROFILE
    }

    /// How structured invoices travel, beside the mail.
    public enum Channel {
        /// Into a folder that other systems collect from.
        FILE
    }

    /// What travels with the mail of an invoice beside its PDF. The e-invoice is in the chosen form.
    public enum MailAttachment {
        E_INVOICE,
        SPECIFICATION_PDF,
        SPECIFICATION_CSV,
        SPECIFICATION_XLSX
    }

    /// @param endpoint `scheme:identifier` (EN 16931 BT-49)
    /// @param form the structured form that is delivered; absent: FACTUR_X
    public record Particulars(
            Grouping invoicePer,
            boolean linePerCostCentre,
            @Nullable String purchaseOrder,
            @Nullable String contactName,
            @Nullable String endpoint,
            @Nullable Channel channel,
            @Nullable String form,
            Set<MailAttachment> mailAttachments) {}

    @SuppressWarnings("NullAway.Init")
    protected InvoiceSettings() {}

    @SuppressWarnings("NullAway.Init")
    InvoiceSettings(UUID organisationUnitId) {
        this.organisationUnitId = organisationUnitId;
    }

    void change(Particulars particulars) {
        invoicePer = particulars.invoicePer();
        linePerCostCentre = particulars.linePerCostCentre();
        purchaseOrder = particulars.purchaseOrder();
        contactName = particulars.contactName();
        endpoint = particulars.endpoint();
        channel = particulars.channel();
        form = particulars.form();
        mailAttachments = particulars.mailAttachments().stream()
                .map(MailAttachment::name)
                .sorted()
                .toArray(String[]::new);
    }

    public Particulars particulars() {
        return new Particulars(
                invoicePer,
                linePerCostCentre,
                purchaseOrder,
                contactName,
                endpoint,
                channel,
                form,
                Stream.of(mailAttachments).map(MailAttachment::valueOf).collect(Collectors.toUnmodifiableSet()));
    }

    public int revision() {
        return revision;
    }
}
