/// What everybody may know before signing in: the brand and how to reach its support.
@NullMarked
package dev.voltaire.api.brand;

import org.jspecify.annotations.NullMarked;
