/// Home chargers and commands to them, over HTTP. OCPP identities are for managers and operators only.
@NullMarked
package dev.voltaire.api.charger;

import org.jspecify.annotations.NullMarked;
