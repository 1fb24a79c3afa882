package dev.voltaire.ocpp.v201.handler;

import dev.voltaire.charger.ChargerReports;
import dev.voltaire.ocpp.connection.CallHandler;
import dev.voltaire.ocpp.connection.Exchange;
import dev.voltaire.ocpp.v201.ReportMessages;
import dev.voltaire.ocpp.v201.ReportMessages.NotifyEVChargingNeedsRequest;
import dev.voltaire.ocpp.v201.ReportMessages.NotifyEVChargingNeedsResponse;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/// No smart-charging schedule is computed for ISO 15118 cars: the needs are stored and the offer declined (K15.FR.04).
@Singleton
public class NotifyEVChargingNeedsHandler implements CallHandler<NotifyEVChargingNeedsRequest> {
    private final ChargerReports reports;

    @Inject
    NotifyEVChargingNeedsHandler(ChargerReports reports) {
        this.reports = reports;
    }

    @Override
    public NotifyEVChargingNeedsResponse handle(Exchange exchange, NotifyEVChargingNeedsRequest request) {
        reports.event(
                exchange.peer().chargerId(),
                "NotifyEVChargingNeeds",
                "",
                null,
                exchange.receivedAt(),
                exchange.frame());
        return new NotifyEVChargingNeedsResponse(ReportMessages.NotifyEVChargingNeedsStatus.Rejected);
    }
}
