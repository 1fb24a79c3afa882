/// The tariffs module as its receiver (OCPI 2.2.1 "Tariffs module").
@NullMarked
package dev.voltaire.ocpi.tariffs;

import org.jspecify.annotations.NullMarked;
