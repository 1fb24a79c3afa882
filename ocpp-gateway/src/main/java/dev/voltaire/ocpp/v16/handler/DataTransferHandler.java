package dev.voltaire.ocpp.v16.handler;

import dev.voltaire.charger.ChargerReports;
import dev.voltaire.ocpp.connection.CallHandler;
import dev.voltaire.ocpp.connection.Exchange;
import dev.voltaire.ocpp.v16.Messages.DataTransferConf;
import dev.voltaire.ocpp.v16.Messages.DataTransferReq;
import dev.voltaire.ocpp.v16.Messages.DataTransferStatus;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Objects;

/// No vendor extension is agreed with anybody: stored for support, and answered so.
@Singleton
public class DataTransferHandler implements CallHandler<DataTransferReq> {
    private final ChargerReports reports;

    @Inject
    DataTransferHandler(ChargerReports reports) {
        this.reports = reports;
    }

    @Override
    public DataTransferConf handle(Exchange exchange, DataTransferReq request) {
        reports.event(
                exchange.peer().chargerId(),
                "DataTransfer",
                Objects.requireNonNullElse(request.vendorId(), ""),
                null,
                exchange.receivedAt(),
                exchange.frame());
        return new DataTransferConf(DataTransferStatus.UnknownVendorId, null);
    }
}
