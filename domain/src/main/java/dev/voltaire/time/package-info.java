/// The clock every capability reads, so that a test can move time.
@NullMarked
package dev.voltaire.time;

import org.jspecify.annotations.NullMarked;
