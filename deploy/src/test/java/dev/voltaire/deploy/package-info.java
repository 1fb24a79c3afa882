/// Tests against the whole application and a real PostgreSQL. One application start serves them all.
@NullMarked
package dev.voltaire.deploy;

import org.jspecify.annotations.NullMarked;
