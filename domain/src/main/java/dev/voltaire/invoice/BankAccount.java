package dev.voltaire.invoice;

import org.jspecify.annotations.Nullable;

/// Where money goes.
///
/// @param iban without spaces
public record BankAccount(
        String holder, String iban, @Nullable String bic) {

    /// In groups of four, as people read it.
    public String printedIban() {
        return iban.replaceAll("(.{4})(?=.)", "$1 ");
    }
}
