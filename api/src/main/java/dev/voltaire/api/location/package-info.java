/// Partners' locations over HTTP.
@NullMarked
package dev.voltaire.api.location;

import org.jspecify.annotations.NullMarked;
