/// The OCPI gateway as a partner's program meets it: real sockets, real database.
@NullMarked
package dev.voltaire.ocpi;

import org.jspecify.annotations.NullMarked;
