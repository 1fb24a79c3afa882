/// Partners against the real database.
@NullMarked
package dev.voltaire.partner;

import org.jspecify.annotations.NullMarked;
