package dev.voltaire.ocpp.v16.handler;

import dev.voltaire.charger.ChargerReports;
import dev.voltaire.ocpp.connection.CallHandler;
import dev.voltaire.ocpp.connection.Exchange;
import dev.voltaire.ocpp.v16.Messages.Empty;
import dev.voltaire.ocpp.v16.Messages.FirmwareStatusNotificationReq;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

@Singleton
public class FirmwareStatusNotificationHandler implements CallHandler<FirmwareStatusNotificationReq> {
    private final ChargerReports reports;

    @Inject
    FirmwareStatusNotificationHandler(ChargerReports reports) {
        this.reports = reports;
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
        return new Empty();
    }
}
