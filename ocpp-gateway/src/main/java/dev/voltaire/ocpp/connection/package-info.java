/// Charger sockets: listeners, the checks before the upgrade, one ordered queue per connection, the RPC conversation
/// on it and the registry of open connections. Knows no message of either version.
@NullMarked
package dev.voltaire.ocpp.connection;

import org.jspecify.annotations.NullMarked;
