/// Values of the field that every capability shares. Each compares as its specification says.
@NullMarked
package dev.voltaire.value;

import org.jspecify.annotations.NullMarked;
