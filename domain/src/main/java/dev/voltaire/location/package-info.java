/// Partners' locations, EVSEs and connectors: stored as sent, indexed by what is asked for, changed only by what the
/// partner says.
///
/// Tables: `location`, `evse`, `connector`.
@NullMarked
package dev.voltaire.location;

import org.jspecify.annotations.NullMarked;
