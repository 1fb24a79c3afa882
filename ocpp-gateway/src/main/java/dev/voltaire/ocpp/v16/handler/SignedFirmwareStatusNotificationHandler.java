package dev.voltaire.ocpp.v16.handler;

import dev.voltaire.charger.ChargerReports;
import dev.voltaire.ocpp.connection.CallHandler;
import dev.voltaire.ocpp.connection.Exchange;
import dev.voltaire.ocpp.v16.Messages.Empty;
import dev.voltaire.ocpp.v16.Messages.SignedFirmwareStatusNotificationReq;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

@Singleton
public class SignedFirmwareStatusNotificationHandler implements CallHandler<SignedFirmwareStatusNotificationReq> {
    private final ChargerReports reports;

    @Inject
    SignedFirmwareStatusNotificationHandler(ChargerReports reports) {
        this.reports = reports;
    }

    @Override
    public Empty handle(Exchange exchange, SignedFirmwareStatusNotificationReq request) {
        reports.event(
                exchange.peer().chargerId(),
                "SignedFirmwareStatusNotification",
                request.status(),
                null,
                exchange.receivedAt(),
                exchange.frame());
        return new Empty();
    }
}
