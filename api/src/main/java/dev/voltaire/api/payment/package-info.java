/// Payments: links and the page behind them, webhooks of providers, direct debit files, bank statements.
@NullMarked
package dev.voltaire.api.payment;

import org.jspecify.annotations.NullMarked;
