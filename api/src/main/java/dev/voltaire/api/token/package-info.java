/// Tokens, their blocks and histories over HTTP.
@NullMarked
package dev.voltaire.api.token;

import org.jspecify.annotations.NullMarked;
