/// What the person who runs Voltaire meets: starting, stopping, being killed, and what is said when it cannot start.
@NullMarked
package dev.voltaire.operation;

import org.jspecify.annotations.NullMarked;
