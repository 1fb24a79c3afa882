package dev.voltaire.invoice;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.LocalDate;
import java.util.UUID;

/// The invoice that a credit invoice credits, as its document names it (EN 16931 BG-3).
@Embeddable
public record Preceding(
        @Column(name = "preceding_invoice_id") UUID invoiceId,

        @Column(name = "preceding_number") Long number,

        @Column(name = "preceding_issued_on") LocalDate issuedOn) {}
