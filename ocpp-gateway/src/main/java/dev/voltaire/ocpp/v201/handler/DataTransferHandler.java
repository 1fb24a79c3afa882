package dev.voltaire.ocpp.v201.handler;

import dev.voltaire.charger.ChargerReports;
import dev.voltaire.ocpp.connection.CallHandler;
import dev.voltaire.ocpp.connection.Exchange;
import dev.voltaire.ocpp.v201.Messages;
import dev.voltaire.ocpp.v201.Messages.DataTransferRequest;
import dev.voltaire.ocpp.v201.Messages.DataTransferResponse;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/// No vendor extension is agreed with anybody: stored for support, and answered so.
@Singleton
public class DataTransferHandler implements CallHandler<DataTransferRequest> {
    private final ChargerReports reports;

    @Inject
    DataTransferHandler(ChargerReports reports) {
        this.reports = reports;
    }

    @Override
    public DataTransferResponse handle(Exchange exchange, DataTransferRequest request) {
        reports.event(exchange.peer().chargerId(), "DataTransfer", "", null, exchange.receivedAt(), exchange.frame());
        return new DataTransferResponse(Messages.DataTransferStatus.UnknownVendorId);
    }
}
