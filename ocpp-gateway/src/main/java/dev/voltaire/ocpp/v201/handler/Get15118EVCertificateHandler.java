package dev.voltaire.ocpp.v201.handler;

import dev.voltaire.charger.ChargerReports;
import dev.voltaire.ocpp.connection.CallHandler;
import dev.voltaire.ocpp.connection.Exchange;
import dev.voltaire.ocpp.v201.CertificateMessages;
import dev.voltaire.ocpp.v201.CertificateMessages.Get15118EVCertificateRequest;
import dev.voltaire.ocpp.v201.CertificateMessages.Get15118EVCertificateResponse;
import dev.voltaire.ocpp.v201.Messages;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/// No contract certificate pool is connected: stored, and answered as failed.
@Singleton
public class Get15118EVCertificateHandler implements CallHandler<Get15118EVCertificateRequest> {
    private final ChargerReports reports;

    @Inject
    Get15118EVCertificateHandler(ChargerReports reports) {
        this.reports = reports;
    }

    @Override
    public Get15118EVCertificateResponse handle(Exchange exchange, Get15118EVCertificateRequest request) {
        reports.event(
                exchange.peer().chargerId(),
                "Get15118EVCertificate",
                "",
                null,
                exchange.receivedAt(),
                exchange.frame());
        return new Get15118EVCertificateResponse(
                CertificateMessages.CertificateStatus.Failed, new Messages.StatusInfo("UnsupportedRequest", null), "");
    }
}
