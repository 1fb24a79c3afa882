package dev.voltaire.ocpp.v201.handler;

import dev.voltaire.charger.ChargerReports;
import dev.voltaire.ocpp.connection.CallHandler;
import dev.voltaire.ocpp.connection.Exchange;
import dev.voltaire.ocpp.v201.Mapping;
import dev.voltaire.ocpp.v201.Messages.AuthorizeCertificateStatus;
import dev.voltaire.ocpp.v201.Messages.AuthorizeRequest;
import dev.voltaire.ocpp.v201.Messages.AuthorizeResponse;
import dev.voltaire.session.HomeAuthorisation;
import dev.voltaire.session.TransactionEventFact.Presented;
import dev.voltaire.token.AuthorisationDecision;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

@Singleton
public class AuthorizeHandler implements CallHandler<AuthorizeRequest> {
    private final HomeAuthorisation authorisation;
    private final ChargerReports reports;

    @Inject
    AuthorizeHandler(HomeAuthorisation authorisation, ChargerReports reports) {
        this.authorisation = authorisation;
        this.reports = reports;
    }

    @Override
    public AuthorizeResponse handle(Exchange exchange, AuthorizeRequest request) {
        Presented token = Mapping.presented(request.idToken());
        if (token.anonymous()) {
            return new AuthorizeResponse(Mapping.anonymous(), certificateStatus(request));
        }
        AuthorisationDecision decision =
                authorisation.decide(exchange.peer().chargerId(), token.value(), token.type(), exchange.receivedAt());
        if (decision instanceof AuthorisationDecision.Refused) {
            reports.rejectedTag(exchange.peer().chargerId(), token.value(), exchange.receivedAt());
        }
        return new AuthorizeResponse(Mapping.idTokenInfo(decision), certificateStatus(request));
    }

    /// Contract certificates are not validated here; a station that asks is told so (C07.FR.02).
    private static @Nullable AuthorizeCertificateStatus certificateStatus(AuthorizeRequest request) {
        boolean asked = request.certificate() != null || request.iso15118CertificateHashData() != null;
        return asked ? AuthorizeCertificateStatus.NoCertificateAvailable : null;
    }
}
