package dev.voltaire.ocpp.v16.handler;

import dev.voltaire.charger.ChargerReports;
import dev.voltaire.ocpp.connection.CallHandler;
import dev.voltaire.ocpp.connection.Exchange;
import dev.voltaire.ocpp.v16.Messages.GenericStatus;
import dev.voltaire.ocpp.v16.Messages.SignCertificateConf;
import dev.voltaire.ocpp.v16.Messages.SignCertificateReq;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/// No certificate authority is connected, and this server signs nothing itself (security whitepaper A02.FR.04): the
/// request is stored and rejected.
@Singleton
public class SignCertificateHandler implements CallHandler<SignCertificateReq> {
    private final ChargerReports reports;

    @Inject
    SignCertificateHandler(ChargerReports reports) {
        this.reports = reports;
    }

    @Override
    public SignCertificateConf handle(Exchange exchange, SignCertificateReq request) {
        reports.event(
                exchange.peer().chargerId(),
                "SignCertificate",
                GenericStatus.Rejected.name(),
                null,
                exchange.receivedAt(),
                exchange.frame());
        return new SignCertificateConf(GenericStatus.Rejected);
    }
}
