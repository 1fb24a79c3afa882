/// OCPP 1.6J edition 2 with errata and the security extension: wire records, routes, mapping to the domain.
@NullMarked
package dev.voltaire.ocpp.v16;

import org.jspecify.annotations.NullMarked;
