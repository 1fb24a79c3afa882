/// The sessions module as its receiver (OCPI 2.2.1 "Sessions module").
@NullMarked
package dev.voltaire.ocpi.sessions;

import org.jspecify.annotations.NullMarked;
