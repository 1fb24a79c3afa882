package dev.voltaire.ocpp.v201.handler;

import dev.voltaire.charger.ChargerReports;
import dev.voltaire.ocpp.connection.CallHandler;
import dev.voltaire.ocpp.connection.Exchange;
import dev.voltaire.ocpp.v201.Messages.Empty;
import dev.voltaire.ocpp.v201.ReportMessages.NotifyChargingLimitRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

@Singleton
public class NotifyChargingLimitHandler implements CallHandler<NotifyChargingLimitRequest> {
    private final ChargerReports reports;

    @Inject
    NotifyChargingLimitHandler(ChargerReports reports) {
        this.reports = reports;
    }

    @Override
    public Empty handle(Exchange exchange, NotifyChargingLimitRequest request) {
        reports.event(
                exchange.peer().chargerId(),
                "NotifyChargingLimit",
                String.valueOf(request.evseId()),
                null,
                exchange.receivedAt(),
                exchange.frame());
        return new Empty();
    }
}
