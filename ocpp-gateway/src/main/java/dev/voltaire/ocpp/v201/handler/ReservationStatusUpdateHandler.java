package dev.voltaire.ocpp.v201.handler;

import dev.voltaire.charger.ChargerReports;
import dev.voltaire.ocpp.connection.CallHandler;
import dev.voltaire.ocpp.connection.Exchange;
import dev.voltaire.ocpp.v201.Messages.Empty;
import dev.voltaire.ocpp.v201.ReportMessages.ReservationStatusUpdateRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

@Singleton
public class ReservationStatusUpdateHandler implements CallHandler<ReservationStatusUpdateRequest> {
    private final ChargerReports reports;

    @Inject
    ReservationStatusUpdateHandler(ChargerReports reports) {
        this.reports = reports;
    }

    @Override
    public Empty handle(Exchange exchange, ReservationStatusUpdateRequest request) {
        reports.event(
                exchange.peer().chargerId(),
                "ReservationStatusUpdate",
                String.valueOf(request.reservationUpdateStatus()),
                null,
                exchange.receivedAt(),
                exchange.frame());
        return new Empty();
    }
}
