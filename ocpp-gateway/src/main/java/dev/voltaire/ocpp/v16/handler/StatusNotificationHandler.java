package dev.voltaire.ocpp.v16.handler;

import dev.voltaire.charger.ChargerReports;
import dev.voltaire.ocpp.connection.CallHandler;
import dev.voltaire.ocpp.connection.Exchange;
import dev.voltaire.ocpp.v16.Mapping;
import dev.voltaire.ocpp.v16.Messages.Empty;
import dev.voltaire.ocpp.v16.Messages.StatusNotificationReq;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

@Singleton
public class StatusNotificationHandler implements CallHandler<StatusNotificationReq> {
    private final ChargerReports reports;

    @Inject
    StatusNotificationHandler(ChargerReports reports) {
        this.reports = reports;
    }

    @Override
    public Empty handle(Exchange exchange, StatusNotificationReq request) {
        reports.connector(exchange.peer().chargerId(), Mapping.connectorReport(request), exchange.receivedAt());
        return new Empty();
    }
}
