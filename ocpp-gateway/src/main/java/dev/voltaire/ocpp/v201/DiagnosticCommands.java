package dev.voltaire.ocpp.v201;

import dev.voltaire.charger.ChargerCommands.Taken;
import dev.voltaire.charger.CommandOrder;
import dev.voltaire.charger.CommandOrder.Customer;
import dev.voltaire.charger.CommandOrder.Signature;
import dev.voltaire.ocpp.command.WireCommand;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Firmware (block L), logs and customer information (block N).
final class DiagnosticCommands {
    private DiagnosticCommands() {}

    static Optional<WireCommand> wire(Taken command) {
        CommandOrder order = command.order();
        return switch (command.action()) {
            case UPDATE_FIRMWARE -> firmware(command, order.signature());
            case GET_LOG ->
                Optional.ofNullable(order.url())
                        .map(url -> new WireCommand(
                                "GetLog",
                                new Commands.GetLogRequest(
                                        Objects.requireNonNullElse(order.kind(), "DiagnosticsLog"),
                                        command.number(),
                                        new Commands.LogParameters(url))));
            case CUSTOMER_INFORMATION ->
                Optional.ofNullable(order.customer()).map(customer -> about(command, customer));
            default -> Optional.empty();
        };
    }

    private static Optional<WireCommand> firmware(Taken command, @Nullable Signature signature) {
        CommandOrder order = command.order();
        return order.url() == null || order.at() == null
                ? Optional.empty()
                : Optional.of(new WireCommand(
                        "UpdateFirmware",
                        new Commands.UpdateFirmwareRequest(
                                command.number(),
                                new Commands.Firmware(
                                        order.url(),
                                        order.at(),
                                        signature == null ? null : signature.certificate(),
                                        signature == null ? null : signature.value()))));
    }

    private static WireCommand about(Taken command, Customer customer) {
        String tag = command.order().tag();
        return new WireCommand(
                "CustomerInformation",
                new Commands.CustomerInformationRequest(
                        command.number(),
                        customer.report(),
                        customer.clear(),
                        customer.identifier(),
                        tag == null ? null : CommandMapping.card(tag)));
    }
}
