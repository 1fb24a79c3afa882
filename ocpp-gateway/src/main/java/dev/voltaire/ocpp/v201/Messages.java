package dev.voltaire.ocpp.v201;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.ocpp.wire.Expected;
import dev.voltaire.ocpp.wire.OneOf;
import dev.voltaire.ocpp.wire.Text;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The messages an OCPP 2.0.1 charging station sends, and our answers. `@Nullable` means optional, `@Expected` required
/// by the schema but dispensable to us; a `JsonNode` is kept as sent, because we store it and read nothing from it.
public final class Messages {
    private Messages() {}

    public record Empty() {}

    public record AuthorizeRequest(
            IdToken idToken,
            @Text(5500) @Nullable String certificate,
            @Nullable List<JsonNode> iso15118CertificateHashData) {}

    public record AuthorizeResponse(
            IdTokenInfo idTokenInfo, @Nullable AuthorizeCertificateStatus certificateStatus) {}

    public enum AuthorizeCertificateStatus {
        NoCertificateAvailable
    }

    public record IdToken(
            @Text(36) String idToken,

            @OneOf({"Central", "eMAID", "ISO14443", "ISO15693", "KeyCode", "Local", "MacAddress", "NoAuthorization"})
            String type,

            @Nullable List<JsonNode> additionalInfo) {}

    public record IdTokenInfo(
            AuthorizationStatus status, @Nullable Instant cacheExpiryDateTime) {}

    public enum AuthorizationStatus {
        Accepted,
        Blocked,
        ConcurrentTx,
        Expired,
        Invalid,
        NoCredit,
        NotAllowedTypeEVSE,
        NotAtThisLocation,
        NotAtThisTime,
        Unknown
    }

    public record BootNotificationRequest(
            @Expected @Nullable ChargingStation chargingStation,

            @OneOf({
                "ApplicationReset",
                "FirmwareUpdate",
                "LocalReset",
                "PowerUp",
                "RemoteReset",
                "ScheduledReset",
                "Triggered",
                "Unknown",
                "Watchdog"
            })
            @Expected
            @Nullable
            String reason) {}

    public record ChargingStation(
            @Text(25) @Nullable String serialNumber,
            @Expected @Text(20) @Nullable String model,
            @Nullable Modem modem,
            @Expected @Text(50) @Nullable String vendorName,
            @Text(50) @Nullable String firmwareVersion) {}

    public record Modem(
            @Text(20) @Nullable String iccid,
            @Text(20) @Nullable String imsi) {}

    public record BootNotificationResponse(Instant currentTime, int interval, RegistrationStatus status) {}

    public enum RegistrationStatus {
        Accepted,
        Pending,
        Rejected
    }

    public record HeartbeatResponse(Instant currentTime) {}

    public record StatusNotificationRequest(
            @Expected @Nullable Instant timestamp,

            @OneOf({"Available", "Occupied", "Reserved", "Unavailable", "Faulted"})
            String connectorStatus,

            int evseId,
            int connectorId) {}

    public record Evse(int id, @Nullable Integer connectorId) {}

    public record DataTransferRequest(
            @Text(50) @Nullable String messageId,
            @Nullable JsonNode data,
            @Expected @Text(255) @Nullable String vendorId) {}

    public record DataTransferResponse(DataTransferStatus status) {}

    public enum DataTransferStatus {
        Accepted,
        Rejected,
        UnknownMessageId,
        UnknownVendorId
    }

    public record GenericResponse(
            GenericStatus status, @Nullable StatusInfo statusInfo) {}

    public enum GenericStatus {
        Accepted,
        Rejected
    }

    public record StatusInfo(String reasonCode, @Nullable String additionalInfo) {}
}
