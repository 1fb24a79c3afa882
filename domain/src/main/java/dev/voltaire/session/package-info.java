/// Charging sessions of both origins: at home over OCPP and at partners over OCPI, each exactly once whatever was
/// repeated or lost on the way. Tables `session`, `transaction_event`, `meter_value`. Publishes
/// [dev.voltaire.session.HomeSessionCompleted].
@NullMarked
package dev.voltaire.session;

import org.jspecify.annotations.NullMarked;
