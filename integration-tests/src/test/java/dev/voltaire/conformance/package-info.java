/// Voltaire against programs that others wrote.
@NullMarked
package dev.voltaire.conformance;

import org.jspecify.annotations.NullMarked;
