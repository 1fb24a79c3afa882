package dev.voltaire.ocpp.v201.handler;

import dev.voltaire.charger.ChargerReports;
import dev.voltaire.ocpp.connection.CallHandler;
import dev.voltaire.ocpp.connection.Exchange;
import dev.voltaire.ocpp.v201.Messages.Empty;
import dev.voltaire.ocpp.v201.ReportMessages.NotifyEventRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

@Singleton
public class NotifyEventHandler implements CallHandler<NotifyEventRequest> {
    private final ChargerReports reports;

    @Inject
    NotifyEventHandler(ChargerReports reports) {
        this.reports = reports;
    }

    @Override
    public Empty handle(Exchange exchange, NotifyEventRequest request) {
        reports.event(
                exchange.peer().chargerId(),
                "NotifyEvent",
                String.valueOf(request.seqNo()),
                request.generatedAt(),
                exchange.receivedAt(),
                exchange.frame());
        return new Empty();
    }
}
