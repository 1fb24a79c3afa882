package dev.voltaire.invoice;

/// What a line charges for.
public enum InvoiceLineKind {
    SESSIONS,
    SUBSCRIPTION,
    CARD_FEE,
    CORRECTION,
    REIMBURSEMENT
}
