/// Charging sessions over HTTP.
@NullMarked
package dev.voltaire.api.session;

import org.jspecify.annotations.NullMarked;
