package dev.voltaire.ocpp.v16.handler;

import dev.voltaire.ocpp.connection.CallHandler;
import dev.voltaire.ocpp.connection.Exchange;
import dev.voltaire.ocpp.v16.Mapping;
import dev.voltaire.ocpp.v16.Messages.StopTransactionConf;
import dev.voltaire.ocpp.v16.Messages.StopTransactionReq;
import dev.voltaire.session.HomeAuthorisation;
import dev.voltaire.session.HomeTransactions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.math.BigDecimal;

@Singleton
public class StopTransactionHandler implements CallHandler<StopTransactionReq> {
    private final HomeTransactions transactions;
    private final HomeAuthorisation authorisation;

    @Inject
    StopTransactionHandler(HomeTransactions transactions, HomeAuthorisation authorisation) {
        this.transactions = transactions;
        this.authorisation = authorisation;
    }

    @Override
    public StopTransactionConf handle(Exchange exchange, StopTransactionReq request) {
        transactions.stop(new HomeTransactions.Stop(
                exchange.peer().chargerId(),
                request.transactionId(),
                request.idTag(),
                request.meterStop() == null ? null : BigDecimal.valueOf(request.meterStop()),
                request.timestamp(),
                exchange.receivedAt(),
                request.reason(),
                Mapping.readings(request.transactionData(), exchange.receivedAt()),
                exchange.frame()));
        return request.idTag() == null
                ? new StopTransactionConf(null)
                : new StopTransactionConf(Mapping.idTagInfo(authorisation.decide(
                        exchange.peer().chargerId(), request.idTag(), null, exchange.receivedAt())));
    }
}
