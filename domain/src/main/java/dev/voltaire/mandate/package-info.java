/// Mandates for SEPA direct debits: a customer lets an issuer collect from an account. One is active per unit.
///
/// Tables: `mandate`.
@NullMarked
package dev.voltaire.mandate;

import org.jspecify.annotations.NullMarked;
