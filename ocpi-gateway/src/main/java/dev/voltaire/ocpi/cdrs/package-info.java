/// The CDRs module as its receiver (OCPI 2.2.1 "CDRs module"): stored to the byte, never changed.
@NullMarked
package dev.voltaire.ocpi.cdrs;

import org.jspecify.annotations.NullMarked;
