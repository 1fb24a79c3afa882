package dev.voltaire.ocpp.v201.handler;

import dev.voltaire.charger.CertificateRequests;
import dev.voltaire.ocpp.connection.CallHandler;
import dev.voltaire.ocpp.connection.Exchange;
import dev.voltaire.ocpp.v201.CertificateMessages.SignCertificateRequest;
import dev.voltaire.ocpp.v201.Messages;
import dev.voltaire.ocpp.v201.Messages.GenericResponse;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/// Accepted means kept for the certificate authority, whose answer comes as CertificateSigned (A02).
@Singleton
public class SignCertificateHandler implements CallHandler<SignCertificateRequest> {
    private final CertificateRequests requests;

    @Inject
    SignCertificateHandler(CertificateRequests requests) {
        this.requests = requests;
    }

    @Override
    public GenericResponse handle(Exchange exchange, SignCertificateRequest request) {
        boolean kept = requests.receive(
                exchange.peer().chargerId(), request.certificateType(), request.csr(), exchange.receivedAt());
        return kept
                ? new GenericResponse(Messages.GenericStatus.Accepted, null)
                : new GenericResponse(Messages.GenericStatus.Rejected, new Messages.StatusInfo("InvalidCSR", null));
    }
}
