/// The commands module as its sender: we ask, the partner answers at once, the charger's result comes to an address of
/// ours that cannot be guessed (OCPI 2.2.1 "Commands module").
@NullMarked
package dev.voltaire.ocpi.commands;

import org.jspecify.annotations.NullMarked;
