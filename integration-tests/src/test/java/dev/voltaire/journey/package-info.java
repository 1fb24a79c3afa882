/// Stories of the product, told against the packaged server through real sockets.
@NullMarked
package dev.voltaire.journey;

import org.jspecify.annotations.NullMarked;
