package dev.voltaire.ocpp.v201.handler;

import dev.voltaire.charger.ChargerReports;
import dev.voltaire.ocpp.connection.CallHandler;
import dev.voltaire.ocpp.connection.Exchange;
import dev.voltaire.ocpp.v201.Messages.Empty;
import dev.voltaire.ocpp.v201.ReportMessages.SecurityEventNotificationRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

@Singleton
public class SecurityEventNotificationHandler implements CallHandler<SecurityEventNotificationRequest> {
    private final ChargerReports reports;

    @Inject
    SecurityEventNotificationHandler(ChargerReports reports) {
        this.reports = reports;
    }

    @Override
    public Empty handle(Exchange exchange, SecurityEventNotificationRequest request) {
        reports.event(
                exchange.peer().chargerId(),
                "SecurityEventNotification",
                request.type(),
                request.timestamp(),
                exchange.receivedAt(),
                exchange.frame());
        return new Empty();
    }
}
