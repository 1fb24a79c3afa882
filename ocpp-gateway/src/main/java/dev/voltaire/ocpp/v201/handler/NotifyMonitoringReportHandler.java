package dev.voltaire.ocpp.v201.handler;

import dev.voltaire.charger.ChargerReports;
import dev.voltaire.ocpp.connection.CallHandler;
import dev.voltaire.ocpp.connection.Exchange;
import dev.voltaire.ocpp.v201.Messages.Empty;
import dev.voltaire.ocpp.v201.ReportMessages.NotifyMonitoringReportRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

@Singleton
public class NotifyMonitoringReportHandler implements CallHandler<NotifyMonitoringReportRequest> {
    private final ChargerReports reports;

    @Inject
    NotifyMonitoringReportHandler(ChargerReports reports) {
        this.reports = reports;
    }

    @Override
    public Empty handle(Exchange exchange, NotifyMonitoringReportRequest request) {
        reports.event(
                exchange.peer().chargerId(),
                "NotifyMonitoringReport",
                String.valueOf(request.requestId()),
                request.generatedAt(),
                exchange.receivedAt(),
                exchange.frame());
        return new Empty();
    }
}
