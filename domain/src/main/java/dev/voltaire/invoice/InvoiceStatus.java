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
    CANCELLED;

    boolean awaitsPayment() {
        return switch (this) {
            case FINALIZED, SENT, PARTIALLY_PAID, PAYMENT_FAILED, OVERDUE -> true;
            case DRAFT, PAID, CREDITED, CANCELLED -> false;
        };
    }

    /// After payments came or went back, in whatever order that is told.
    ///
    /// @param open whether something is still to be paid
    /// @param received whether something was paid and not taken back
    InvoiceStatus settled(boolean open, boolean received) {
        return switch (this) {
            case DRAFT, CREDITED, CANCELLED -> this;
            case FINALIZED, SENT, PAYMENT_FAILED, OVERDUE -> !open ? PAID : received ? PARTIALLY_PAID : this;
            case PAID, PARTIALLY_PAID -> !open ? PAID : received ? PARTIALLY_PAID : PAYMENT_FAILED;
        };
    }

    InvoiceStatus failed() {
        return awaitsPayment() && this != PARTIALLY_PAID ? PAYMENT_FAILED : this;
    }

    InvoiceStatus overdue() {
        return this == FINALIZED || this == SENT ? OVERDUE : this;
    }
}
