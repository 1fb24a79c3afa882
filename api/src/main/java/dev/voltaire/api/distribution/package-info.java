/// Where tokens stand at partners, over HTTP.
@NullMarked
package dev.voltaire.api.distribution;

import org.jspecify.annotations.NullMarked;
