package dev.voltaire.partner;

import dev.voltaire.value.PartyId;
import java.time.Instant;

/// One party behind a hub.
///
/// @param role `CPO`, `EMSP`, …
/// @param raw as the hub sent it, JSON
public record HubParty(PartyId party, String role, Status status, Instant lastUpdated, String raw) {

    /// OCPI 2.2.1, ConnectionStatus.
    public enum Status {
        CONNECTED,
        /// The hub cannot reach it for now.
        OFFLINE,
        /// Not connected yet, or not to us.
        PLANNED,
        /// Not a party of the hub any more.
        SUSPENDED
    }
}
