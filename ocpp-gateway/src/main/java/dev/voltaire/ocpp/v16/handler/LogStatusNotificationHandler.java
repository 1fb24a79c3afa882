package dev.voltaire.ocpp.v16.handler;

import dev.voltaire.charger.ChargerReports;
import dev.voltaire.ocpp.connection.CallHandler;
import dev.voltaire.ocpp.connection.Exchange;
import dev.voltaire.ocpp.v16.Messages.Empty;
import dev.voltaire.ocpp.v16.Messages.LogStatusNotificationReq;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

@Singleton
public class LogStatusNotificationHandler implements CallHandler<LogStatusNotificationReq> {
    private final ChargerReports reports;

    @Inject
    LogStatusNotificationHandler(ChargerReports reports) {
        this.reports = reports;
    }

    @Override
    public Empty handle(Exchange exchange, LogStatusNotificationReq request) {
        reports.event(
                exchange.peer().chargerId(),
                "LogStatusNotification",
                request.status(),
                null,
                exchange.receivedAt(),
                exchange.frame());
        return new Empty();
    }
}
