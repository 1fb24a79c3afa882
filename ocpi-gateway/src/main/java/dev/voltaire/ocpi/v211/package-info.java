/// OCPI 2.1.1: one party a platform, no hubs, no prices with tax, `auth_id` for the contract.
@NullMarked
package dev.voltaire.ocpi.v211;

import org.jspecify.annotations.NullMarked;
