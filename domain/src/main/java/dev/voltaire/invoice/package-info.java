/// Invoices: one per organisational unit, currency and run; drafted, then finalised under a gap-free number of their
/// issuer. What is finalised never changes: a correction is a credit invoice.
///
/// Tables: `issuer`, `invoice_number_series`, `billing_account`, `vat_rate`, `invoice_run`, `invoice`, `invoice_line`,
/// `invoice_settings`, `invoiced_cdr`, `invoiced_reimbursement`, `invoiced_card_order`, `invoice_event`,
/// `invoice_document`. Events: [InvoiceFinalised].
@NullMarked
package dev.voltaire.invoice;

import org.jspecify.annotations.NullMarked;
