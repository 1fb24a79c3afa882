/// Remote commands to chargers of partners: asked for here, carried to the partner by the gateway, answered twice, at
/// once by the partner and later for the charger.
///
/// Table: `roaming_command`. Event: [RoamingCommandRequested].
@NullMarked
package dev.voltaire.command;

import org.jspecify.annotations.NullMarked;
