package dev.voltaire.ocpp.v16.handler;

import dev.voltaire.charger.CertificateRequests;
import dev.voltaire.ocpp.connection.CallHandler;
import dev.voltaire.ocpp.connection.Exchange;
import dev.voltaire.ocpp.v16.Messages.GenericStatus;
import dev.voltaire.ocpp.v16.Messages.SignCertificateConf;
import dev.voltaire.ocpp.v16.Messages.SignCertificateReq;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/// Accepted means kept for the certificate authority, whose answer comes as CertificateSigned.
@Singleton
public class SignCertificateHandler implements CallHandler<SignCertificateReq> {
    private final CertificateRequests requests;

    @Inject
    SignCertificateHandler(CertificateRequests requests) {
        this.requests = requests;
    }

    @Override
    public SignCertificateConf handle(Exchange exchange, SignCertificateReq request) {
        boolean kept = requests.receive(exchange.peer().chargerId(), null, request.csr(), exchange.receivedAt());
        return new SignCertificateConf(kept ? GenericStatus.Accepted : GenericStatus.Rejected);
    }
}
