package dev.voltaire.ocpp.v16.handler;

import dev.voltaire.charger.ChargerCommands;
import dev.voltaire.charger.ChargerReports;
import dev.voltaire.charger.CommandAction;
import dev.voltaire.ocpp.connection.CallHandler;
import dev.voltaire.ocpp.connection.Exchange;
import dev.voltaire.ocpp.v16.Messages.Empty;
import dev.voltaire.ocpp.v16.Messages.FirmwareStatusNotificationReq;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

@Singleton
public class FirmwareStatusNotificationHandler implements CallHandler<FirmwareStatusNotificationReq> {
    private final ChargerReports reports;
    private final ChargerCommands commands;

    @Inject
    FirmwareStatusNotificationHandler(ChargerReports reports, ChargerCommands commands) {
        this.reports = reports;
        this.commands = commands;
    }

    @Override
    public Empty handle(Exchange exchange, FirmwareStatusNotificationReq request) {
        reports.event(
                exchange.peer().chargerId(),
                "FirmwareStatusNotification",
                request.status(),
                null,
                exchange.receivedAt(),
                exchange.frame());
        commands.progressed(
                exchange.peer().chargerId(),
                CommandAction.UPDATE_FIRMWARE,
                null,
                request.status(),
                exchange.receivedAt());
        return new Empty();
    }
}
