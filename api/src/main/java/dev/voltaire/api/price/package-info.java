/// What charging will cost, over HTTP: quotes and estimates.
@NullMarked
package dev.voltaire.api.price;

import org.jspecify.annotations.NullMarked;
