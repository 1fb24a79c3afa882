/// The other ends: chargers made of programs others wrote. The operator, `FakeCpo`, lives with the demo.
@NullMarked
package dev.voltaire.fake;

import org.jspecify.annotations.NullMarked;
