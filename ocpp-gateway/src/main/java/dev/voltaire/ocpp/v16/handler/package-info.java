/// One class per action a 1.6 charger may send.
@NullMarked
package dev.voltaire.ocpp.v16.handler;

import org.jspecify.annotations.NullMarked;
