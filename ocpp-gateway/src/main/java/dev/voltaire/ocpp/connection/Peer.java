package dev.voltaire.ocpp.connection;

import dev.voltaire.ocpp.wire.OcppVersion;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The charger at the other end, as admitted. `assumedVersion` is set for chargers that never name a sub-protocol,
/// `mayTrigger` unless TriggerMessage upsets it, `startDelay` where a quick answer to a start does.
public record Peer(
        UUID chargerId,
        String identity,
        Standing standing,
        Set<OcppVersion> versions,
        Optional<OcppVersion> assumedVersion,
        boolean strict,
        boolean mayTrigger,
        Optional<Duration> pingInterval,
        Optional<Duration> startDelay) {}
