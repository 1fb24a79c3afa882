package dev.voltaire.ocpp.v201.handler;

import dev.voltaire.charger.ChargerReports;
import dev.voltaire.ocpp.connection.CallHandler;
import dev.voltaire.ocpp.connection.Exchange;
import dev.voltaire.ocpp.v201.Messages.Empty;
import dev.voltaire.ocpp.v201.ReportMessages.PublishFirmwareStatusNotificationRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

@Singleton
public class PublishFirmwareStatusNotificationHandler implements CallHandler<PublishFirmwareStatusNotificationRequest> {
    private final ChargerReports reports;

    @Inject
    PublishFirmwareStatusNotificationHandler(ChargerReports reports) {
        this.reports = reports;
    }

    @Override
    public Empty handle(Exchange exchange, PublishFirmwareStatusNotificationRequest request) {
        reports.event(
                exchange.peer().chargerId(),
                "PublishFirmwareStatusNotification",
                request.status(),
                null,
                exchange.receivedAt(),
                exchange.frame());
        return new Empty();
    }
}
