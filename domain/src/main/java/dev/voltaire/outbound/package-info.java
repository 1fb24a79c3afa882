/// The one guard for URLs that partners and customers give us: where this server may connect to.
@NullMarked
package dev.voltaire.outbound;

import org.jspecify.annotations.NullMarked;
