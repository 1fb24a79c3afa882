package dev.voltaire.ocpp.v201;

import dev.voltaire.charger.ChargerCommands.Taken;
import dev.voltaire.charger.CommandOrder.Certificate;
import dev.voltaire.charger.CommandOrder.CertificateUse;
import dev.voltaire.ocpp.command.WireCommand;
import java.util.List;
import java.util.Optional;

/// Certificates (blocks A and M).
final class CertificateCommands {
    private CertificateCommands() {}

    static Optional<WireCommand> wire(Taken command) {
        Certificate certificate = command.order().certificate();
        if (certificate == null) {
            return switch (command.action()) {
                // Whatever is installed.
                case GET_CERTIFICATES ->
                    Optional.of(new WireCommand(
                            "GetInstalledCertificateIds", new Commands.GetInstalledCertificateIdsRequest(null)));
                default -> Optional.empty();
            };
        }
        return switch (command.action()) {
            case CERTIFICATE_SIGNED ->
                Optional.ofNullable(certificate.pem())
                        .map(chain -> new WireCommand(
                                "CertificateSigned",
                                new Commands.CertificateSignedRequest(
                                        chain,
                                        certificate.use() == CertificateUse.V2G
                                                ? "V2GCertificate"
                                                : "ChargingStationCertificate")));
            case INSTALL_CERTIFICATE ->
                Optional.ofNullable(certificate.pem())
                        .flatMap(pem -> Optional.ofNullable(certificate.use())
                                .flatMap(CertificateCommands::root)
                                .map(kind -> new WireCommand(
                                        "InstallCertificate", new Commands.InstallCertificateRequest(kind, pem))));
            case DELETE_CERTIFICATE ->
                Optional.ofNullable(certificate.hash())
                        .map(hash -> new WireCommand(
                                "DeleteCertificate",
                                new Commands.DeleteCertificateRequest(new Commands.CertificateHashData(
                                        hash.algorithm(),
                                        hash.issuerNameHash(),
                                        hash.issuerKeyHash(),
                                        hash.serialNumber()))));
            case GET_CERTIFICATES ->
                Optional.of(new WireCommand(
                        "GetInstalledCertificateIds",
                        new Commands.GetInstalledCertificateIdsRequest(Optional.ofNullable(certificate.use())
                                .flatMap(CertificateCommands::root)
                                .map(List::of)
                                .orElse(null))));
            default -> Optional.empty();
        };
    }

    private static Optional<String> root(CertificateUse use) {
        return switch (use) {
            case CENTRAL_SYSTEM_ROOT -> Optional.of("CSMSRootCertificate");
            case MANUFACTURER_ROOT -> Optional.of("ManufacturerRootCertificate");
            case V2G_ROOT -> Optional.of("V2GRootCertificate");
            case MOBILITY_OPERATOR_ROOT -> Optional.of("MORootCertificate");
            // What a charger has had signed is no root to install.
            case CHARGER, V2G -> Optional.empty();
        };
    }
}
