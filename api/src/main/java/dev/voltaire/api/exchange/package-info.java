/// The message log over HTTP.
@NullMarked
package dev.voltaire.api.exchange;

import org.jspecify.annotations.NullMarked;
