/// What the versions of OCPI differ in. Everything else reads and writes one model; a version's own package holds only
/// its differences.
@NullMarked
package dev.voltaire.ocpi.dialect;

import org.jspecify.annotations.NullMarked;
