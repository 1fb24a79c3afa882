package dev.voltaire.api.einvoice;

import dev.voltaire.api.einvoice.StructuredInvoice.Payment;

/// BT-81, codes of UNTDID 4461.
final class PaymentMeans {
    private PaymentMeans() {}

    /// A direct debit without its mandate is no direct debit: such an invoice asks for a transfer.
    static String code(Payment payment, Form form) {
        return switch (payment.method()) {
            case BANK_TRANSFER -> transferCode(payment);
            case DIRECT_DEBIT -> payment.directDebit() == null ? transferCode(payment) : "59";
            // a card's code obliges German invoices to print part of its number (BR-DE-24), which only our provider has
            case CARD -> form == Form.XRECHNUNG ? "68" : "48";
        };
    }

    private static String transferCode(Payment payment) {
        return payment.euro() ? "58" : "30";
    }

    static boolean transfer(Payment payment) {
        return switch (payment.method()) {
            case BANK_TRANSFER -> true;
            case DIRECT_DEBIT -> payment.directDebit() == null;
            case CARD -> false;
        };
    }
}
