package dev.voltaire.ocpp.v201.handler;

import dev.voltaire.charger.ChargerReports;
import dev.voltaire.ocpp.connection.CallHandler;
import dev.voltaire.ocpp.connection.Exchange;
import dev.voltaire.ocpp.v201.Messages.Empty;
import dev.voltaire.ocpp.v201.ReportMessages.NotifyCustomerInformationRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

@Singleton
public class NotifyCustomerInformationHandler implements CallHandler<NotifyCustomerInformationRequest> {
    private final ChargerReports reports;

    @Inject
    NotifyCustomerInformationHandler(ChargerReports reports) {
        this.reports = reports;
    }

    @Override
    public Empty handle(Exchange exchange, NotifyCustomerInformationRequest request) {
        reports.event(
                exchange.peer().chargerId(),
                "NotifyCustomerInformation",
                String.valueOf(request.requestId()),
                request.generatedAt(),
                exchange.receivedAt(),
                exchange.frame());
        return new Empty();
    }
}
