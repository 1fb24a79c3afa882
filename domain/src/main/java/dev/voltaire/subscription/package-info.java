/// The monthly fee per profile: what is sold (templates with dated prices), to which organisation unit from when to
/// when (subscriptions), and what each profile owes for each of its periods (fees). Owns the tables
/// `subscription_template`, `subscription_price`, `subscription` and `subscription_fee`. Invoices read and take
/// `subscription_fee` rows whose `invoice_id` is null, `amount` above zero and `due_on` not after the end of what they
/// close, after [SubscriptionFees#accrue] has written them.
@NullMarked
package dev.voltaire.subscription;

import org.jspecify.annotations.NullMarked;
