package dev.voltaire.price;

/// The outcome of asking for a price. What is not known is said, never guessed.
public sealed interface Pricing {

    record Priced(WorkedPrice price) implements Pricing {}

    record NotAvailable(Reason reason) implements Pricing {}

    enum Reason {
        /// We know no tariff that holds there and then.
        NO_TARIFF,
        /// Nothing was published that converts the operator's currency into the customer's.
        NO_EXCHANGE_RATE,
        /// What was used cannot be made out.
        UNREADABLE,
        /// At home nobody is charged; what is paid back is in the reimbursements.
        AT_HOME,
        /// Nobody of ours charges.
        NOBODY_TO_CHARGE
    }
}
