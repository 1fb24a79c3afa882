package dev.voltaire.ocpp.v201;

import dev.voltaire.charger.ChargerCommands.Taken;
import dev.voltaire.charger.CommandOrder;
import dev.voltaire.charger.CommandOrder.Network;
import dev.voltaire.charger.CommandOrder.Variable;
import dev.voltaire.ocpp.command.WireCommand;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The device model (block B): variables, reports of them, and network profiles.
final class VariableCommands {
    private VariableCommands() {}

    static Optional<WireCommand> wire(Taken command) {
        CommandOrder order = command.order();
        return switch (command.action()) {
            case GET_CONFIGURATION -> order.variables() == null ? Optional.of(baseReport(command)) : get(order);
            case CHANGE_CONFIGURATION -> set(order);
            case GET_REPORT ->
                Optional.of(new WireCommand(
                        "GetReport", new Commands.GetReportRequest(command.number(), componentVariables(order))));
            case SET_NETWORK_PROFILE -> Optional.ofNullable(order.network()).map(VariableCommands::network);
            default -> Optional.empty();
        };
    }

    private static WireCommand baseReport(Taken command) {
        return new WireCommand(
                "GetBaseReport",
                new Commands.GetBaseReportRequest(
                        command.number(),
                        Objects.requireNonNullElse(command.order().kind(), "FullInventory")));
    }

    private static Optional<WireCommand> get(CommandOrder order) {
        List<Commands.ComponentVariable> named = componentVariables(order);
        return named == null
                ? Optional.empty()
                : Optional.of(new WireCommand(
                        "GetVariables",
                        new Commands.GetVariablesRequest(named.stream()
                                .map(each -> new Commands.GetVariable(each.component(), each.variable()))
                                .toList())));
    }

    private static Optional<WireCommand> set(CommandOrder order) {
        List<Variable> variables = Objects.requireNonNullElse(order.variables(), List.of());
        boolean complete = !variables.isEmpty()
                && variables.stream().allMatch(each -> each.component() != null && each.value() != null);
        return complete
                ? Optional.of(new WireCommand(
                        "SetVariables",
                        new Commands.SetVariablesRequest(variables.stream()
                                .map(each -> new Commands.SetVariable(
                                        Objects.requireNonNull(each.value()),
                                        component(order, Objects.requireNonNull(each.component())),
                                        new Commands.Named(each.name())))
                                .toList())))
                : Optional.empty();
    }

    private static WireCommand network(Network network) {
        return new WireCommand(
                "SetNetworkProfile",
                new Commands.SetNetworkProfileRequest(
                        network.slot(),
                        new Commands.NetworkConnectionProfile(
                                "OCPP20",
                                "JSON",
                                network.url(),
                                network.messageTimeout(),
                                network.securityProfile(),
                                network.networkInterface())));
    }

    /// Absent when none is named, or one without its component.
    static @Nullable List<Commands.ComponentVariable> componentVariables(CommandOrder order) {
        List<Variable> variables = Objects.requireNonNullElse(order.variables(), List.of());
        if (variables.isEmpty() || variables.stream().anyMatch(each -> each.component() == null)) {
            return null;
        }
        return variables.stream()
                .map(each -> new Commands.ComponentVariable(
                        component(order, Objects.requireNonNull(each.component())), new Commands.Named(each.name())))
                .toList();
    }

    private static Commands.Component component(CommandOrder order, String name) {
        return new Commands.Component(
                name, order.evse() == null ? null : new Commands.Evse(order.evse(), order.connector()));
    }
}
