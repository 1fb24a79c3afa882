/// Invoices for portal and integrators, and the documents they consist of.
@NullMarked
package dev.voltaire.api.invoice;

import org.jspecify.annotations.NullMarked;
