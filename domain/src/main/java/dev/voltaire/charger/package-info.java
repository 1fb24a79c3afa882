/// Home chargers: who they are, how they authenticate, what they last said of themselves, and the commands sent to
/// them. Tables `charger`, `charger_connection`, `charger_node`, `charger_takeover`, `charger_connector`,
/// `charger_finding`, `charger_event`, `charger_message`, `charger_command`, `charger_certificate_request`. Publishes
/// no events.
@NullMarked
package dev.voltaire.charger;

import org.jspecify.annotations.NullMarked;
