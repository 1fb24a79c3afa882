package dev.voltaire.ocpp.command;

import dev.voltaire.charger.ChargerCommands.Taken;
import dev.voltaire.charger.ChargerCredentials;
import dev.voltaire.charger.ChargerPassword;
import dev.voltaire.charger.CommandState;
import dev.voltaire.ocpp.wire.OcppVersion;
import java.util.HexFormat;
import java.util.List;

/// Gives a charger a new password on the node that holds its socket, so that the password itself is stored nowhere.
/// While no answer has come, the old and the new one both count.
final class PasswordRotation {
    private final ChargerCredentials credentials;

    PasswordRotation(ChargerCredentials credentials) {
        this.credentials = credentials;
    }

    WireCommand begin(Taken command, OcppVersion version) {
        return switch (version) {
            case V16 -> {
                byte[] key = ChargerPassword.generateBytes();
                credentials.offer(command.chargerId(), ChargerPassword.of(key));
                yield new WireCommand(
                        "ChangeConfiguration",
                        new dev.voltaire.ocpp.v16.Commands.ChangeConfigurationReq(
                                "AuthorizationKey",
                                HexFormat.of().withUpperCase().formatHex(key)));
            }
            case V201 -> {
                String password = ChargerPassword.generate();
                credentials.offer(command.chargerId(), ChargerPassword.of(password));
                yield new WireCommand(
                        "SetVariables",
                        new dev.voltaire.ocpp.v201.Commands.SetVariablesRequest(
                                List.of(new dev.voltaire.ocpp.v201.Commands.SetVariable(
                                        password,
                                        new dev.voltaire.ocpp.v201.Commands.Component("SecurityCtrlr", null),
                                        new dev.voltaire.ocpp.v201.Commands.Named("BasicAuthPassword")))));
            }
        };
    }

    void end(Taken command, CommandState state) {
        switch (state) {
            case ACCEPTED -> credentials.take(command.chargerId());
            case REJECTED -> credentials.drop(command.chargerId());
            case WAITING, SENT, FAILED -> {}
        }
    }
}
