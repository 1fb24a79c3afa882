package dev.voltaire.ocpp.v201.handler;

import dev.voltaire.ocpp.connection.CallHandler;
import dev.voltaire.ocpp.connection.Exchange;
import dev.voltaire.ocpp.v201.Mapping;
import dev.voltaire.ocpp.v201.Messages.Empty;
import dev.voltaire.ocpp.v201.TransactionMessages.MeterValuesRequest;
import dev.voltaire.session.HomeTransactions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/// Meter values outside transactions; those inside come with TransactionEvent.
@Singleton
public class MeterValuesHandler implements CallHandler<MeterValuesRequest> {
    private final HomeTransactions transactions;

    @Inject
    MeterValuesHandler(HomeTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Empty handle(Exchange exchange, MeterValuesRequest request) {
        transactions.readings(
                exchange.peer().chargerId(),
                request.evseId(),
                null,
                Mapping.readings(request.meterValue(), exchange.receivedAt()),
                exchange.receivedAt());
        return new Empty();
    }
}
