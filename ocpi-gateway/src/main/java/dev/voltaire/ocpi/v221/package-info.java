/// OCPI 2.2 and 2.2.1: roles, hubs, prices with and without VAT.
@NullMarked
package dev.voltaire.ocpi.v221;

import org.jspecify.annotations.NullMarked;
