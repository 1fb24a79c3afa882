package dev.voltaire.ocpp.v201;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.ocpp.v201.Messages.StatusInfo;
import dev.voltaire.ocpp.wire.Expected;
import dev.voltaire.ocpp.wire.OneOf;
import dev.voltaire.ocpp.wire.Text;
import org.jspecify.annotations.Nullable;

/// Certificates (blocks A and M); see [Messages] for the annotations.
public final class CertificateMessages {
    private CertificateMessages() {}

    public record SignCertificateRequest(
            @Text(5500) String csr,

            @OneOf({"ChargingStationCertificate", "V2GCertificate"}) @Nullable
            String certificateType) {}

    public record Get15118EVCertificateRequest(
            @Expected @Text(50) @Nullable String iso15118SchemaVersion,

            @OneOf({"Install", "Update"}) @Expected @Nullable
            String action,

            @Expected @Text(5600) @Nullable String exiRequest) {}

    public record Get15118EVCertificateResponse(
            CertificateStatus status, @Nullable StatusInfo statusInfo, String exiResponse) {}

    public record GetCertificateStatusRequest(
            @Expected @Nullable JsonNode ocspRequestData) {}

    public record GetCertificateStatusResponse(
            CertificateStatus status, @Nullable StatusInfo statusInfo) {}

    public enum CertificateStatus {
        Accepted,
        Failed
    }
}
