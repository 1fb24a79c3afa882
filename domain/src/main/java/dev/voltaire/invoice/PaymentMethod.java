package dev.voltaire.invoice;

/// How the customer pays; decides the notice on the document.
public enum PaymentMethod {
    BANK_TRANSFER,
    DIRECT_DEBIT,
    CARD
}
