/// Organisation units over HTTP.
@NullMarked
package dev.voltaire.api.organisation;

import org.jspecify.annotations.NullMarked;
