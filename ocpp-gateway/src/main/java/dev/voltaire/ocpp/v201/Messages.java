package dev.voltaire.ocpp.v201;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.ocpp.wire.Expected;
import dev.voltaire.ocpp.wire.OneOf;
import dev.voltaire.ocpp.wire.Text;
import java.math.BigDecimal;
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

    public record TransactionEventRequest(
            @OneOf({"Ended", "Started", "Updated"}) String eventType,
            @Nullable List<MeterValue> meterValue,
            @Expected @Nullable Instant timestamp,

            @OneOf({
                "Authorized",
                "CablePluggedIn",
                "ChargingRateChanged",
                "ChargingStateChanged",
                "Deauthorized",
                "EnergyLimitReached",
                "EVCommunicationLost",
                "EVConnectTimeout",
                "MeterValueClock",
                "MeterValuePeriodic",
                "TimeLimitReached",
                "Trigger",
                "UnlockCommand",
                "StopAuthorized",
                "EVDeparted",
                "EVDetected",
                "RemoteStop",
                "RemoteStart",
                "AbnormalCondition",
                "SignedDataReceived",
                "ResetCommand"
            })
            @Expected
            @Nullable
            String triggerReason,

            @Expected @Nullable Integer seqNo,
            @Nullable Boolean offline,
            @Nullable Integer numberOfPhasesUsed,
            @Nullable Integer cableMaxCurrent,
            @Nullable Integer reservationId,
            Transaction transactionInfo,
            @Nullable Evse evse,
            @Nullable IdToken idToken) {}

    public record Transaction(
            @Text(36) String transactionId,

            @OneOf({"Charging", "EVConnected", "SuspendedEV", "SuspendedEVSE", "Idle"}) @Nullable
            String chargingState,

            @Nullable Integer timeSpentCharging,

            @OneOf({
                "DeAuthorized",
                "EmergencyStop",
                "EnergyLimitReached",
                "EVDisconnected",
                "GroundFault",
                "ImmediateReset",
                "Local",
                "LocalOutOfCredit",
                "MasterPass",
                "Other",
                "OvercurrentFault",
                "PowerLoss",
                "PowerQuality",
                "Reboot",
                "Remote",
                "SOCLimitReached",
                "StoppedByEV",
                "TimeLimitReached",
                "Timeout"
            })
            @Nullable
            String stoppedReason,

            @Nullable Integer remoteStartId) {}

    public record Evse(int id, @Nullable Integer connectorId) {}

    public record TransactionEventResponse(@Nullable IdTokenInfo idTokenInfo) {}

    public record MeterValuesRequest(
            int evseId, @Expected @Nullable List<MeterValue> meterValue) {}

    public record MeterValue(
            @Expected @Nullable List<SampledValue> sampledValue,
            @Expected @Nullable Instant timestamp) {}

    public record SampledValue(
            BigDecimal value,

            @OneOf({
                "Interruption.Begin",
                "Interruption.End",
                "Other",
                "Sample.Clock",
                "Sample.Periodic",
                "Transaction.Begin",
                "Transaction.End",
                "Trigger"
            })
            @Nullable
            String context,

            @OneOf({
                "Current.Export",
                "Current.Import",
                "Current.Offered",
                "Energy.Active.Export.Register",
                "Energy.Active.Import.Register",
                "Energy.Reactive.Export.Register",
                "Energy.Reactive.Import.Register",
                "Energy.Active.Export.Interval",
                "Energy.Active.Import.Interval",
                "Energy.Active.Net",
                "Energy.Reactive.Export.Interval",
                "Energy.Reactive.Import.Interval",
                "Energy.Reactive.Net",
                "Energy.Apparent.Net",
                "Energy.Apparent.Import",
                "Energy.Apparent.Export",
                "Frequency",
                "Power.Active.Export",
                "Power.Active.Import",
                "Power.Factor",
                "Power.Offered",
                "Power.Reactive.Export",
                "Power.Reactive.Import",
                "SoC",
                "Voltage"
            })
            @Nullable
            String measurand,

            @OneOf({"L1", "L2", "L3", "N", "L1-N", "L2-N", "L3-N", "L1-L2", "L2-L3", "L3-L1"}) @Nullable
            String phase,

            @OneOf({"Body", "Cable", "EV", "Inlet", "Outlet"}) @Nullable
            String location,

            @Nullable SignedMeterValue signedMeterValue,
            @Nullable UnitOfMeasure unitOfMeasure) {}

    public record SignedMeterValue(
            @Text(2500) String signedMeterData,
            @Expected @Text(50) @Nullable String signingMethod,
            @Expected @Text(50) @Nullable String encodingMethod,
            @Expected @Text(2500) @Nullable String publicKey) {}

    public record UnitOfMeasure(
            @Text(20) @Nullable String unit, @Nullable Integer multiplier) {}

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

    public record SecurityEventNotificationRequest(
            @Text(50) String type,
            @Expected @Nullable Instant timestamp,
            @Text(255) @Nullable String techInfo) {}

    public record FirmwareStatusNotificationRequest(
            @OneOf({
                "Downloaded",
                "DownloadFailed",
                "Downloading",
                "DownloadScheduled",
                "DownloadPaused",
                "Idle",
                "InstallationFailed",
                "Installing",
                "Installed",
                "InstallRebooting",
                "InstallScheduled",
                "InstallVerificationFailed",
                "InvalidSignature",
                "SignatureVerified"
            })
            String status,

            @Nullable Integer requestId) {}

    public record LogStatusNotificationRequest(
            @OneOf({
                "BadMessage",
                "Idle",
                "NotSupportedOperation",
                "PermissionDenied",
                "Uploaded",
                "UploadFailure",
                "Uploading",
                "AcceptedCanceled"
            })
            String status,

            @Nullable Integer requestId) {}

    public record PublishFirmwareStatusNotificationRequest(
            @OneOf({
                "Idle",
                "DownloadScheduled",
                "Downloading",
                "Downloaded",
                "Published",
                "DownloadFailed",
                "DownloadPaused",
                "InvalidChecksum",
                "ChecksumVerified",
                "PublishFailed"
            })
            String status,

            @Nullable List<String> location,
            @Nullable Integer requestId) {}

    public record NotifyReportRequest(
            @Expected @Nullable Integer requestId,
            @Expected @Nullable Instant generatedAt,
            @Nullable List<JsonNode> reportData,
            @Nullable Boolean tbc,
            @Expected @Nullable Integer seqNo) {}

    public record NotifyMonitoringReportRequest(
            @Nullable List<JsonNode> monitor,
            @Expected @Nullable Integer requestId,
            @Nullable Boolean tbc,
            @Expected @Nullable Integer seqNo,
            @Expected @Nullable Instant generatedAt) {}

    public record NotifyEventRequest(
            @Expected @Nullable Instant generatedAt,
            @Nullable Boolean tbc,
            @Expected @Nullable Integer seqNo,
            @Expected @Nullable List<JsonNode> eventData) {}

    public record NotifyCustomerInformationRequest(
            @Expected @Text(512) @Nullable String data,
            @Nullable Boolean tbc,
            @Expected @Nullable Integer seqNo,
            @Expected @Nullable Instant generatedAt,
            @Expected @Nullable Integer requestId) {}

    public record NotifyDisplayMessagesRequest(
            @Nullable List<JsonNode> messageInfo,
            @Expected @Nullable Integer requestId,
            @Nullable Boolean tbc) {}

    public record NotifyChargingLimitRequest(
            @Nullable List<JsonNode> chargingSchedule,
            @Nullable Integer evseId,
            @Expected @Nullable JsonNode chargingLimit) {}

    public record ClearedChargingLimitRequest(
            @OneOf({"EMS", "Other", "SO", "CSO"}) @Expected @Nullable
            String chargingLimitSource,

            @Nullable Integer evseId) {}

    public record NotifyEVChargingNeedsRequest(
            @Nullable Integer maxScheduleTuples,
            @Expected @Nullable JsonNode chargingNeeds,
            @Expected @Nullable Integer evseId) {}

    public record NotifyEVChargingNeedsResponse(NotifyEVChargingNeedsStatus status) {}

    public enum NotifyEVChargingNeedsStatus {
        Accepted,
        Rejected,
        Processing
    }

    public record NotifyEVChargingScheduleRequest(
            @Expected @Nullable Instant timeBase,
            @Expected @Nullable JsonNode chargingSchedule,
            @Expected @Nullable Integer evseId) {}

    public record ReportChargingProfilesRequest(
            @Expected @Nullable Integer requestId,

            @OneOf({"EMS", "Other", "SO", "CSO"}) @Expected @Nullable
            String chargingLimitSource,

            @Expected @Nullable List<JsonNode> chargingProfile,
            @Nullable Boolean tbc,
            @Expected @Nullable Integer evseId) {}

    public record ReservationStatusUpdateRequest(
            @Expected @Nullable Integer reservationId,

            @OneOf({"Expired", "Removed"}) @Expected @Nullable
            String reservationUpdateStatus) {}

    public record SignCertificateRequest(
            @Text(5500) String csr,

            @OneOf({"ChargingStationCertificate", "V2GCertificate"}) @Nullable
            String certificateType) {}

    public record GenericResponse(
            GenericStatus status, @Nullable StatusInfo statusInfo) {}

    public enum GenericStatus {
        Accepted,
        Rejected
    }

    public record StatusInfo(String reasonCode, @Nullable String additionalInfo) {}

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
