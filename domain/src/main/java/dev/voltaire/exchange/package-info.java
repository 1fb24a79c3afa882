/// What was said between us and partners, for whoever looks into a fault: the message log, how the traffic with each
/// partner fares, and taking a message in again.
///
/// Tables: `ocpi_message` (by month), `partner_traffic`, `ocpi_replay`. Event: [ReplayRequested].
@NullMarked
package dev.voltaire.exchange;

import org.jspecify.annotations.NullMarked;
