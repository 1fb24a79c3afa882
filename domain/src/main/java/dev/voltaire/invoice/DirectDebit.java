package dev.voltaire.invoice;

/// How an invoice is collected by SEPA direct debit, as agreed when it was drafted (EN 16931 BG-19).
///
/// @param mandate the unique mandate reference the customer signed
/// @param iban the account that is debited
/// @param creditorIdentifier of the issuer
public record DirectDebit(String mandate, String iban, String creditorIdentifier) {}
