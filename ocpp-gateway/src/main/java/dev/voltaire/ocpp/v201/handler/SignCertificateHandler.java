package dev.voltaire.ocpp.v201.handler;

import dev.voltaire.charger.ChargerReports;
import dev.voltaire.ocpp.connection.CallHandler;
import dev.voltaire.ocpp.connection.Exchange;
import dev.voltaire.ocpp.v201.Messages;
import dev.voltaire.ocpp.v201.Messages.GenericResponse;
import dev.voltaire.ocpp.v201.Messages.SignCertificateRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/// No certificate authority is connected, and this server signs nothing itself (A02.FR.04): stored and rejected.
@Singleton
public class SignCertificateHandler implements CallHandler<SignCertificateRequest> {
    private final ChargerReports reports;

    @Inject
    SignCertificateHandler(ChargerReports reports) {
        this.reports = reports;
    }

    @Override
    public GenericResponse handle(Exchange exchange, SignCertificateRequest request) {
        reports.event(
                exchange.peer().chargerId(), "SignCertificate", "", null, exchange.receivedAt(), exchange.frame());
        return new GenericResponse(
                Messages.GenericStatus.Rejected, new Messages.StatusInfo("UnsupportedRequest", null));
    }
}
