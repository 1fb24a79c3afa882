/// Texts for people, in the five languages of the product, from one set of bundles: problem titles, mails, invoices.
@NullMarked
package dev.voltaire.message;

import org.jspecify.annotations.NullMarked;
