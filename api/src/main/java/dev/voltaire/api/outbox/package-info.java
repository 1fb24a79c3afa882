/// What the people who run the system see of its unfinished work.
@NullMarked
package dev.voltaire.api.outbox;

import org.jspecify.annotations.NullMarked;
