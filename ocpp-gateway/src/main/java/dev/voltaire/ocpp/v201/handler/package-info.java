/// One class per action a 2.0.1 charging station may send.
@NullMarked
package dev.voltaire.ocpp.v201.handler;

import org.jspecify.annotations.NullMarked;
