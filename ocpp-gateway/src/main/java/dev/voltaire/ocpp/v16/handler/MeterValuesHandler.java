package dev.voltaire.ocpp.v16.handler;

import dev.voltaire.ocpp.connection.CallHandler;
import dev.voltaire.ocpp.connection.Exchange;
import dev.voltaire.ocpp.v16.Mapping;
import dev.voltaire.ocpp.v16.Messages.Empty;
import dev.voltaire.ocpp.v16.Messages.MeterValuesReq;
import dev.voltaire.session.HomeTransactions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

@Singleton
public class MeterValuesHandler implements CallHandler<MeterValuesReq> {
    private final HomeTransactions transactions;

    @Inject
    MeterValuesHandler(HomeTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Empty handle(Exchange exchange, MeterValuesReq request) {
        transactions.readings(
                exchange.peer().chargerId(),
                request.connectorId(),
                request.transactionId(),
                Mapping.readings(request.meterValue(), exchange.receivedAt()),
                exchange.receivedAt());
        return new Empty();
    }
}
