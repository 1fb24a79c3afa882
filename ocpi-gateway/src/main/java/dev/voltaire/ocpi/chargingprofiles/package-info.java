/// The charging profiles module as its sender (OCPI 2.2.1 "ChargingProfiles module"), and charging preferences, which
/// go to the partner's sessions.
@NullMarked
package dev.voltaire.ocpi.chargingprofiles;

import org.jspecify.annotations.NullMarked;
