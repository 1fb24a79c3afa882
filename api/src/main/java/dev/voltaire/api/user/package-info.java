/// Users over HTTP.
@NullMarked
package dev.voltaire.api.user;

import org.jspecify.annotations.NullMarked;
