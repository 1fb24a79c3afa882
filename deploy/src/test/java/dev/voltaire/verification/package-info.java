/// Looks at what all the other tests left behind. Quarkus runs test classes in the order of their names: this package
/// is
/// the last one.
@NullMarked
package dev.voltaire.verification;

import org.jspecify.annotations.NullMarked;
