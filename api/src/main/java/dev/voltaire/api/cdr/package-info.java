/// Charge detail records for portal and integrators.
@NullMarked
package dev.voltaire.api.cdr;

import org.jspecify.annotations.NullMarked;
