package dev.voltaire.ocpp.v201.handler;

import dev.voltaire.charger.ChargerCommands;
import dev.voltaire.charger.ChargerReports;
import dev.voltaire.charger.CommandAction;
import dev.voltaire.ocpp.connection.CallHandler;
import dev.voltaire.ocpp.connection.Exchange;
import dev.voltaire.ocpp.v201.Messages.Empty;
import dev.voltaire.ocpp.v201.ReportMessages.LogStatusNotificationRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

@Singleton
public class LogStatusNotificationHandler implements CallHandler<LogStatusNotificationRequest> {
    private final ChargerReports reports;
    private final ChargerCommands commands;

    @Inject
    LogStatusNotificationHandler(ChargerReports reports, ChargerCommands commands) {
        this.reports = reports;
        this.commands = commands;
    }

    @Override
    public Empty handle(Exchange exchange, LogStatusNotificationRequest request) {
        reports.event(
                exchange.peer().chargerId(),
                "LogStatusNotification",
                request.status(),
                null,
                exchange.receivedAt(),
                exchange.frame());
        commands.progressed(
                exchange.peer().chargerId(),
                CommandAction.GET_LOG,
                request.requestId(),
                request.status(),
                exchange.receivedAt());
        return new Empty();
    }
}
