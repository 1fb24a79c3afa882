package dev.voltaire.invoice;

/// Where an invoice is in its life. Only a draft may disappear.
public enum InvoiceStatus {
    DRAFT,
    FINALIZED,
    SENT,
    PAID,
    PARTIALLY_PAID,
    PAYMENT_FAILED,
    OVERDUE,
    CREDITED,
    CANCELLED
}
