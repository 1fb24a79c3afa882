/// The one runnable server: start and stop order, the database it may bring along, what each start failure says.
@NullMarked
package dev.voltaire.deploy;

import org.jspecify.annotations.NullMarked;
