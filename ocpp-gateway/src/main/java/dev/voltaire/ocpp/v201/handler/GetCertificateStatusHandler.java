package dev.voltaire.ocpp.v201.handler;

import dev.voltaire.charger.ChargerReports;
import dev.voltaire.ocpp.connection.CallHandler;
import dev.voltaire.ocpp.connection.Exchange;
import dev.voltaire.ocpp.v201.CertificateMessages;
import dev.voltaire.ocpp.v201.CertificateMessages.GetCertificateStatusRequest;
import dev.voltaire.ocpp.v201.CertificateMessages.GetCertificateStatusResponse;
import dev.voltaire.ocpp.v201.Messages;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/// No OCSP responder is asked on behalf of stations: stored, and answered as failed.
@Singleton
public class GetCertificateStatusHandler implements CallHandler<GetCertificateStatusRequest> {
    private final ChargerReports reports;

    @Inject
    GetCertificateStatusHandler(ChargerReports reports) {
        this.reports = reports;
    }

    @Override
    public GetCertificateStatusResponse handle(Exchange exchange, GetCertificateStatusRequest request) {
        reports.event(
                exchange.peer().chargerId(), "GetCertificateStatus", "", null, exchange.receivedAt(), exchange.frame());
        return new GetCertificateStatusResponse(
                CertificateMessages.CertificateStatus.Failed, new Messages.StatusInfo("UnsupportedRequest", null));
    }
}
