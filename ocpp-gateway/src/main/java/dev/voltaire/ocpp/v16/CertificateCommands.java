package dev.voltaire.ocpp.v16;

import dev.voltaire.charger.ChargerCommands.Taken;
import dev.voltaire.charger.CommandOrder.Certificate;
import dev.voltaire.charger.CommandOrder.CertificateUse;
import dev.voltaire.ocpp.command.WireCommand;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Certificates in the security extension of OCPP 1.6, which knows two kinds of roots and the charger's own.
final class CertificateCommands {
    private CertificateCommands() {}

    static Optional<WireCommand> wire(Taken command) {
        Certificate certificate = command.order().certificate();
        return switch (command.action()) {
            case CERTIFICATE_SIGNED ->
                pem(certificate)
                        .filter(_ -> certificate != null && certificate.use() == CertificateUse.CHARGER)
                        .map(chain -> new WireCommand("CertificateSigned", new Commands.CertificateSignedReq(chain)));
            case INSTALL_CERTIFICATE ->
                pem(certificate)
                        .flatMap(pem -> root(certificate == null ? null : certificate.use())
                                .map(kind -> new WireCommand(
                                        "InstallCertificate", new Commands.InstallCertificateReq(kind, pem))));
            case DELETE_CERTIFICATE ->
                Optional.ofNullable(certificate == null ? null : certificate.hash())
                        .map(hash -> new WireCommand(
                                "DeleteCertificate",
                                new Commands.DeleteCertificateReq(new Commands.CertificateHashData(
                                        hash.algorithm(),
                                        hash.issuerNameHash(),
                                        hash.issuerKeyHash(),
                                        hash.serialNumber()))));
            case GET_CERTIFICATES ->
                root(certificate == null ? CertificateUse.CENTRAL_SYSTEM_ROOT : certificate.use())
                        .map(kind -> new WireCommand(
                                "GetInstalledCertificateIds", new Commands.GetInstalledCertificateIdsReq(kind)));
            default -> Optional.empty();
        };
    }

    private static Optional<String> pem(@Nullable Certificate certificate) {
        return Optional.ofNullable(certificate).map(Certificate::pem);
    }

    private static Optional<String> root(@Nullable CertificateUse use) {
        return use == CertificateUse.CENTRAL_SYSTEM_ROOT
                ? Optional.of("CentralSystemRootCertificate")
                : use == CertificateUse.MANUFACTURER_ROOT
                        ? Optional.of("ManufacturerRootCertificate")
                        : Optional.empty();
    }
}
