/// What signed-in people see and change of their own.
@NullMarked
package dev.voltaire.api.me;

import org.jspecify.annotations.NullMarked;
