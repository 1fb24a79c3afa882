/// OCPP 2.0.1 edition 2 with errata: wire records, routes, mapping to the domain.
@NullMarked
package dev.voltaire.ocpp.v201;

import org.jspecify.annotations.NullMarked;
