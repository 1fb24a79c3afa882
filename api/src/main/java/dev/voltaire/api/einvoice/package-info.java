/// Invoices as data: the semantic model of EN 16931 and its two syntaxes, UN/CEFACT CII (Factur-X, XRechnung) and
/// OASIS UBL (Peppol). Written by hand from our own model, since it is the legal document in several countries.
@NullMarked
package dev.voltaire.api.einvoice;

import org.jspecify.annotations.NullMarked;
