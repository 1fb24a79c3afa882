package dev.voltaire.ocpp.v201.handler;

import dev.voltaire.charger.ChargerReports;
import dev.voltaire.ocpp.connection.CallHandler;
import dev.voltaire.ocpp.connection.Exchange;
import dev.voltaire.ocpp.v201.Messages.Empty;
import dev.voltaire.ocpp.v201.ReportMessages.NotifyDisplayMessagesRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

@Singleton
public class NotifyDisplayMessagesHandler implements CallHandler<NotifyDisplayMessagesRequest> {
    private final ChargerReports reports;

    @Inject
    NotifyDisplayMessagesHandler(ChargerReports reports) {
        this.reports = reports;
    }

    @Override
    public Empty handle(Exchange exchange, NotifyDisplayMessagesRequest request) {
        reports.event(
                exchange.peer().chargerId(),
                "NotifyDisplayMessages",
                String.valueOf(request.requestId()),
                null,
                exchange.receivedAt(),
                exchange.frame());
        return new Empty();
    }
}
