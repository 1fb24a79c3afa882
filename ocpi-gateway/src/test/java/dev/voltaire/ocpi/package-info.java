@NullMarked
package dev.voltaire.ocpi;

import org.jspecify.annotations.NullMarked;
