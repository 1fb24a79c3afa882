package dev.voltaire.api.invoice;

import dev.voltaire.api.einvoice.Form;
import dev.voltaire.invoice.Invoice;
import dev.voltaire.invoice.InvoiceDocuments.Key;
import dev.voltaire.invoice.InvoiceDocuments.Type;
import dev.voltaire.invoice.InvoiceFinalised;
import dev.voltaire.invoice.InvoiceHistory;
import dev.voltaire.invoice.InvoiceRepository;
import dev.voltaire.invoice.InvoiceSettings;
import dev.voltaire.invoice.InvoiceSettingsRepository;
import dev.voltaire.organisation.Scope;
import dev.voltaire.outbox.OutboxHandler;
import dev.voltaire.problem.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/// Delivers structured invoices to customers who chose a channel for them. What an invoice lacks for its form is told
/// in its history; a channel that does not work is tried again.
@ApplicationScoped
class EInvoiceDelivery implements OutboxHandler<InvoiceFinalised> {
    private final InvoiceRepository invoices;
    private final InvoiceSettingsRepository settings;
    private final InvoicePrinting printing;
    private final InvoiceHistory history;
    private final FileChannel files;

    @Inject
    EInvoiceDelivery(
            InvoiceRepository invoices,
            InvoiceSettingsRepository settings,
            InvoicePrinting printing,
            InvoiceHistory history,
            FileChannel files) {
        this.invoices = invoices;
        this.settings = settings;
        this.printing = printing;
        this.history = history;
        this.files = files;
    }

    private record Delivery(InvoiceSettings.Channel channel, String name, byte[] content) {}

    @Override
    public Class<InvoiceFinalised> eventType() {
        return InvoiceFinalised.class;
    }

    @Override
    public String name() {
        return "e-invoice-delivery";
    }

    @Override
    public Execution execution() {
        return Execution.OUTSIDE_TRANSACTION;
    }

    @Override
    public void handle(InvoiceFinalised event) {
        Optional<Delivery> delivery = QuarkusTransaction.requiringNew().call(() -> prepare(event));
        if (delivery.isEmpty()) {
            return;
        }
        EInvoiceChannel channel = switch (delivery.get().channel()) {
            case FILE -> files;
        };
        channel.deliver(delivery.get().name(), delivery.get().content());
        tell(event, InvoiceHistory.Type.E_INVOICE_DELIVERED, delivery.get().name());
    }

    private Optional<Delivery> prepare(InvoiceFinalised event) {
        Invoice invoice = invoices.get(event.invoiceId(), Scope.EVERYTHING);
        InvoiceSettings.Particulars chosen =
                settings.of(invoice.organisationUnitId()).particulars();
        if (chosen.channel() == null) {
            return Optional.empty();
        }
        Form form = chosen.form() == null ? Form.FACTUR_X : Form.valueOf(chosen.form());
        try {
            byte[] content = printing.document(invoice, new Key(Type.E_INVOICE, form.name(), InvoicePrinting.XML))
                    .content();
            return Optional.of(new Delivery(chosen.channel(), invoice.reference() + "." + form + ".xml", content));
        } catch (ProblemException incomplete) {
            history.append(
                    invoice.id(),
                    InvoiceHistory.Type.SENDING_FAILED,
                    "system",
                    incomplete.arguments().toString());
            return Optional.empty();
        }
    }

    private void tell(InvoiceFinalised event, InvoiceHistory.Type type, String detail) {
        QuarkusTransaction.requiringNew().run(() -> history.append(event.invoiceId(), type, "system", detail));
    }
}
