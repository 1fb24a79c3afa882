package dev.voltaire.ocpp.v201.handler;

import dev.voltaire.charger.ChargerReports;
import dev.voltaire.ocpp.connection.CallHandler;
import dev.voltaire.ocpp.connection.Exchange;
import dev.voltaire.ocpp.v201.Messages.Empty;
import dev.voltaire.ocpp.v201.ReportMessages.ClearedChargingLimitRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

@Singleton
public class ClearedChargingLimitHandler implements CallHandler<ClearedChargingLimitRequest> {
    private final ChargerReports reports;

    @Inject
    ClearedChargingLimitHandler(ChargerReports reports) {
        this.reports = reports;
    }

    @Override
    public Empty handle(Exchange exchange, ClearedChargingLimitRequest request) {
        reports.event(
                exchange.peer().chargerId(),
                "ClearedChargingLimit",
                String.valueOf(request.chargingLimitSource()),
                null,
                exchange.receivedAt(),
                exchange.frame());
        return new Empty();
    }
}
