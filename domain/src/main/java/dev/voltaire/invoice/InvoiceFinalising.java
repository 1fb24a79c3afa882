package dev.voltaire.invoice;

import dev.voltaire.identity.Caller;
import dev.voltaire.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Gives drafts their numbers.
@ApplicationScoped
class InvoiceFinalising {
    private final InvoiceRepository invoices;
    private final NumberSeriesRepository numbers;
    private final IssuerRepository issuers;
    private final InvoiceHistory history;
    private final Outbox outbox;
    private final Clock clock;

    @Inject
    InvoiceFinalising(
            InvoiceRepository invoices,
            NumberSeriesRepository numbers,
            IssuerRepository issuers,
            InvoiceHistory history,
            Outbox outbox,
            Clock clock) {
        this.invoices = invoices;
        this.numbers = numbers;
        this.issuers = issuers;
        this.history = history;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// In the caller's transaction, which holds the issuer's series until it ends.
    Invoice finalise(UUID id, Caller caller) {
        Invoice invoice = Optional.ofNullable(invoices.findById(id)).orElseThrow();
        Issuer issuer = issuers.choose(invoice.issuerId());
        NumberSeriesRepository.Numbered numbered = numbers.next(issuer.id(), clock.instant());
        String reference = reference(invoice, issuer, numbered.issuedAt(), null);
        if (invoices.referenceTaken(reference)) {
            reference = reference(invoice, issuer, numbered.issuedAt(), invoice.id());
        }
        invoice.finalise(numbered.number(), reference, numbered.issuedAt());
        history.append(id, InvoiceHistory.Type.FINALISED, caller.name(), Long.toString(numbered.number()));
        outbox.publish(new InvoiceFinalised(id));
        return invoice;
    }

    private static String reference(Invoice invoice, Issuer issuer, Instant at, @Nullable UUID collidesAs) {
        return InvoiceReference.of(
                invoice.buyer().country(),
                invoice.currency(),
                at,
                issuer.provider(),
                invoice.customer().unitNumber(),
                collidesAs);
    }
}
