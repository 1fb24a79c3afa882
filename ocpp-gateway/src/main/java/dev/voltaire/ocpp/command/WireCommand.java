package dev.voltaire.ocpp.command;

import dev.voltaire.charger.ChargerCommands.Taken;
import dev.voltaire.ocpp.wire.OcppVersion;
import java.util.Optional;

/// A command in the words of the version the charger speaks on its present connection.
public record WireCommand(String action, Record payload) {

    /// Empty when the order lacks what this version needs.
    static Optional<WireCommand> of(Taken command, OcppVersion version) {
        return switch (version) {
            case V16 -> dev.voltaire.ocpp.v16.CommandMapping.wire(command);
            case V201 -> dev.voltaire.ocpp.v201.CommandMapping.wire(command);
        };
    }
}
