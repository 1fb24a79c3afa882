package dev.voltaire.api.invoice;

/// How structured invoices reach their receivers: a folder now; an access point of Peppol, a French platform or the
/// Italian exchange are others. Outside transactions, and again after a crash: the name identifies the invoice.
interface EInvoiceChannel {

    /// @throws RuntimeException when it could not be delivered, and should be tried again
    void deliver(String name, byte[] content);
}
