package dev.voltaire.ocpp.v16.handler;

import dev.voltaire.charger.ChargerCommands;
import dev.voltaire.charger.ChargerReports;
import dev.voltaire.charger.CommandAction;
import dev.voltaire.ocpp.connection.CallHandler;
import dev.voltaire.ocpp.connection.Exchange;
import dev.voltaire.ocpp.v16.Messages.DiagnosticsStatusNotificationReq;
import dev.voltaire.ocpp.v16.Messages.Empty;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

@Singleton
public class DiagnosticsStatusNotificationHandler implements CallHandler<DiagnosticsStatusNotificationReq> {
    private final ChargerReports reports;
    private final ChargerCommands commands;

    @Inject
    DiagnosticsStatusNotificationHandler(ChargerReports reports, ChargerCommands commands) {
        this.reports = reports;
        this.commands = commands;
    }

    @Override
    public Empty handle(Exchange exchange, DiagnosticsStatusNotificationReq request) {
        reports.event(
                exchange.peer().chargerId(),
                "DiagnosticsStatusNotification",
                request.status(),
                null,
                exchange.receivedAt(),
                exchange.frame());
        commands.progressed(
                exchange.peer().chargerId(), CommandAction.GET_LOG, null, request.status(), exchange.receivedAt());
        return new Empty();
    }
}
