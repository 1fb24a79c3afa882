package dev.voltaire.ocpp.v16.handler;

import dev.voltaire.charger.ChargerReports;
import dev.voltaire.ocpp.connection.CallHandler;
import dev.voltaire.ocpp.connection.Exchange;
import dev.voltaire.ocpp.v16.Mapping;
import dev.voltaire.ocpp.v16.Messages.AuthorizeConf;
import dev.voltaire.ocpp.v16.Messages.AuthorizeReq;
import dev.voltaire.session.HomeAuthorisation;
import dev.voltaire.token.AuthorisationDecision;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

@Singleton
public class AuthorizeHandler implements CallHandler<AuthorizeReq> {
    private final HomeAuthorisation authorisation;
    private final ChargerReports reports;

    @Inject
    AuthorizeHandler(HomeAuthorisation authorisation, ChargerReports reports) {
        this.authorisation = authorisation;
        this.reports = reports;
    }

    @Override
    public AuthorizeConf handle(Exchange exchange, AuthorizeReq request) {
        AuthorisationDecision decision =
                authorisation.decide(exchange.peer().chargerId(), request.idTag(), null, exchange.receivedAt());
        if (decision instanceof AuthorisationDecision.Refused) {
            reports.rejectedTag(exchange.peer().chargerId(), request.idTag(), exchange.receivedAt());
        }
        return new AuthorizeConf(Mapping.idTagInfo(decision));
    }
}
