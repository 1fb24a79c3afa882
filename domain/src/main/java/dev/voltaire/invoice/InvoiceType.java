package dev.voltaire.invoice;

/// Stated explicitly: the total of a debit invoice may be negative.
public enum InvoiceType {
    DEBIT,
    CREDIT
}
