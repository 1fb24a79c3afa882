/// The locations module as its receiver: partners push and we pull (OCPI 2.2.1 "Locations module").
@NullMarked
package dev.voltaire.ocpi.locations;

import org.jspecify.annotations.NullMarked;
