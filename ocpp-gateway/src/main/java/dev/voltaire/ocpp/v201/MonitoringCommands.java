package dev.voltaire.ocpp.v201;

import dev.voltaire.charger.ChargerCommands.Taken;
import dev.voltaire.charger.CommandOrder;
import dev.voltaire.charger.CommandOrder.Monitor;
import dev.voltaire.ocpp.command.WireCommand;
import java.util.List;
import java.util.Optional;

/// Watching variables of a station (block N).
final class MonitoringCommands {
    private MonitoringCommands() {}

    static Optional<WireCommand> wire(Taken command) {
        CommandOrder order = command.order();
        return switch (command.action()) {
            case SET_MONITORING -> Optional.ofNullable(order.monitor()).flatMap(monitor -> set(order, monitor));
            case CLEAR_MONITORING ->
                Optional.ofNullable(order.number())
                        .map(id -> new WireCommand(
                                "ClearVariableMonitoring", new Commands.ClearVariableMonitoringRequest(List.of(id))));
            case SET_MONITORING_BASE ->
                Optional.ofNullable(order.kind())
                        .map(base -> new WireCommand("SetMonitoringBase", new Commands.SetMonitoringBaseRequest(base)));
            case SET_MONITORING_LEVEL ->
                Optional.ofNullable(order.number())
                        .map(severity -> new WireCommand(
                                "SetMonitoringLevel", new Commands.SetMonitoringLevelRequest(severity)));
            case GET_MONITORING_REPORT ->
                Optional.of(new WireCommand(
                        "GetMonitoringReport",
                        new Commands.GetMonitoringReportRequest(
                                command.number(), VariableCommands.componentVariables(order))));
            default -> Optional.empty();
        };
    }

    private static Optional<WireCommand> set(CommandOrder order, Monitor monitor) {
        return Optional.ofNullable(VariableCommands.componentVariables(order))
                .map(variables -> new WireCommand(
                        "SetVariableMonitoring",
                        new Commands.SetVariableMonitoringRequest(variables.stream()
                                .map(each -> new Commands.SetMonitoringData(
                                        monitor.value(),
                                        monitor.type(),
                                        monitor.severity(),
                                        each.component(),
                                        each.variable()))
                                .toList())));
    }
}
