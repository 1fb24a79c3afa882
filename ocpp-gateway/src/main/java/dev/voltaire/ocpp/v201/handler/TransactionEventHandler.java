package dev.voltaire.ocpp.v201.handler;

import dev.voltaire.ocpp.connection.CallHandler;
import dev.voltaire.ocpp.connection.Exchange;
import dev.voltaire.ocpp.v201.Mapping;
import dev.voltaire.ocpp.v201.TransactionMessages.TransactionEventRequest;
import dev.voltaire.ocpp.v201.TransactionMessages.TransactionEventResponse;
import dev.voltaire.session.HomeTransactionEvents;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/// Whenever the request carries a token, the response says what we think of it (OCPP 2.0.1 E01, E03).
@Singleton
public class TransactionEventHandler implements CallHandler<TransactionEventRequest> {
    private final HomeTransactionEvents transactions;

    @Inject
    TransactionEventHandler(HomeTransactionEvents transactions) {
        this.transactions = transactions;
    }

    @Override
    public TransactionEventResponse handle(Exchange exchange, TransactionEventRequest request) {
        return transactions
                .receive(Mapping.transactionEvent(exchange, request))
                .map(decision -> new TransactionEventResponse(Mapping.idTokenInfo(decision)))
                .orElseGet(() -> new TransactionEventResponse(request.idToken() == null ? null : Mapping.anonymous()));
    }
}
