/// Starts the packaged server as its users do and gives the tests what surrounds it: mail, a database connection,
/// clients written by others.
@NullMarked
package dev.voltaire.harness;

import org.jspecify.annotations.NullMarked;
