@NullMarked
package dev.voltaire.distribution;

import org.jspecify.annotations.NullMarked;
