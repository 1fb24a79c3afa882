/// Money for invoices: by transfer, direct debit or a link to a payment provider; what fails, is reversed or comes
/// late; reminders, and the block of those who do not pay.
///
/// Tables: `payment`, `payment_link`, `payment_event`, `simulated_checkout`, `collection`, `bank_statement`,
/// `bank_entry`, `dunning_step`, `dunning_block`.
/// Events: [PaymentLinkCreated], [PaymentEventReceived], [RefundRequested], [ReminderDue].
@NullMarked
package dev.voltaire.payment;

import org.jspecify.annotations.NullMarked;
