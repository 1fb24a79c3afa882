/// Requests that must happen once though they arrive twice. Owns the table `idempotency_key`.
@NullMarked
package dev.voltaire.idempotency;

import org.jspecify.annotations.NullMarked;
