package dev.voltaire.ocpp.v16.handler;

import dev.voltaire.charger.ChargerReports;
import dev.voltaire.ocpp.connection.CallHandler;
import dev.voltaire.ocpp.connection.Exchange;
import dev.voltaire.ocpp.v16.Messages.DiagnosticsStatusNotificationReq;
import dev.voltaire.ocpp.v16.Messages.Empty;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

@Singleton
public class DiagnosticsStatusNotificationHandler implements CallHandler<DiagnosticsStatusNotificationReq> {
    private final ChargerReports reports;

    @Inject
    DiagnosticsStatusNotificationHandler(ChargerReports reports) {
        this.reports = reports;
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
        return new Empty();
    }
}
