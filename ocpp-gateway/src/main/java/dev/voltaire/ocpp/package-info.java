/// The OCPP front door: listeners, roles and configuration. Every charger socket enters here; what a message
/// means is decided in the domain (`dev.voltaire.charger`, `dev.voltaire.session`).
@NullMarked
package dev.voltaire.ocpp;

import org.jspecify.annotations.NullMarked;
