/// OCPI 2.3.0: taxes by name, open enumerations, hubs that list the parties behind them.
@NullMarked
package dev.voltaire.ocpi.v230;

import org.jspecify.annotations.NullMarked;
