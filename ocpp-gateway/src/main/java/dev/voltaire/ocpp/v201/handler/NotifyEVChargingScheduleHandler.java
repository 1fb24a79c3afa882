package dev.voltaire.ocpp.v201.handler;

import dev.voltaire.charger.ChargerReports;
import dev.voltaire.ocpp.connection.CallHandler;
import dev.voltaire.ocpp.connection.Exchange;
import dev.voltaire.ocpp.v201.Messages;
import dev.voltaire.ocpp.v201.Messages.GenericResponse;
import dev.voltaire.ocpp.v201.ReportMessages.NotifyEVChargingScheduleRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/// The car's own schedule is stored; it needs no approval.
@Singleton
public class NotifyEVChargingScheduleHandler implements CallHandler<NotifyEVChargingScheduleRequest> {
    private final ChargerReports reports;

    @Inject
    NotifyEVChargingScheduleHandler(ChargerReports reports) {
        this.reports = reports;
    }

    @Override
    public GenericResponse handle(Exchange exchange, NotifyEVChargingScheduleRequest request) {
        reports.event(
                exchange.peer().chargerId(),
                "NotifyEVChargingSchedule",
                "",
                null,
                exchange.receivedAt(),
                exchange.frame());
        return new GenericResponse(Messages.GenericStatus.Accepted, null);
    }
}
