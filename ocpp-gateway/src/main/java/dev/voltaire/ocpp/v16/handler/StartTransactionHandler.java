package dev.voltaire.ocpp.v16.handler;

import dev.voltaire.ocpp.connection.CallHandler;
import dev.voltaire.ocpp.connection.Exchange;
import dev.voltaire.ocpp.v16.Mapping;
import dev.voltaire.ocpp.v16.Messages.StartTransactionConf;
import dev.voltaire.ocpp.v16.Messages.StartTransactionReq;
import dev.voltaire.session.HomeTransactions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

@Singleton
public class StartTransactionHandler implements CallHandler<StartTransactionReq> {
    private final HomeTransactions transactions;

    @Inject
    StartTransactionHandler(HomeTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public StartTransactionConf handle(Exchange exchange, StartTransactionReq request) {
        HomeTransactions.Started started = transactions.start(new HomeTransactions.Start(
                exchange.peer().chargerId(),
                request.connectorId(),
                request.idTag(),
                request.meterStart(),
                request.timestamp(),
                exchange.receivedAt(),
                exchange.frame()));
        return new StartTransactionConf(Mapping.idTagInfo(started.decision()), started.transactionNumber());
    }
}
