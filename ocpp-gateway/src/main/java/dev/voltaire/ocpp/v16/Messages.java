package dev.voltaire.ocpp.v16;

import dev.voltaire.ocpp.wire.Expected;
import dev.voltaire.ocpp.wire.OneOf;
import dev.voltaire.ocpp.wire.Text;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The messages an OCPP 1.6 charger sends, and our answers, field by field as in the specification. `@Nullable` means
/// optional, `@Expected` required by the schema but dispensable to us.
public final class Messages {
    private Messages() {}

    public record Empty() {}

    public record AuthorizeReq(@Text(20) String idTag) {}

    public record AuthorizeConf(IdTagInfo idTagInfo) {}

    public record IdTagInfo(
            @Nullable Instant expiryDate, @Nullable String parentIdTag, AuthorizationStatus status) {
        public static IdTagInfo of(AuthorizationStatus status) {
            return new IdTagInfo(null, null, status);
        }
    }

    public enum AuthorizationStatus {
        Accepted,
        Blocked,
        Expired,
        Invalid,
        ConcurrentTx
    }

    public record BootNotificationReq(
            @Expected @Text(20) @Nullable String chargePointVendor,
            @Expected @Text(20) @Nullable String chargePointModel,
            @Text(25) @Nullable String chargePointSerialNumber,
            @Text(25) @Nullable String chargeBoxSerialNumber,
            @Text(50) @Nullable String firmwareVersion,
            @Text(20) @Nullable String iccid,
            @Text(20) @Nullable String imsi,
            @Text(25) @Nullable String meterType,
            @Text(25) @Nullable String meterSerialNumber) {}

    public record BootNotificationConf(RegistrationStatus status, Instant currentTime, int interval) {}

    public enum RegistrationStatus {
        Accepted,
        Pending,
        Rejected
    }

    public record HeartbeatConf(Instant currentTime) {}

    public record StatusNotificationReq(
            int connectorId,

            @Expected
            @OneOf({
                "ConnectorLockFailure",
                "EVCommunicationError",
                "GroundFailure",
                "HighTemperature",
                "InternalError",
                "LocalListConflict",
                "NoError",
                "OtherError",
                "OverCurrentFailure",
                "PowerMeterFailure",
                "PowerSwitchFailure",
                "ReaderFailure",
                "ResetFailure",
                "UnderVoltage",
                "OverVoltage",
                "WeakSignal"
            })
            @Nullable
            String errorCode,

            @Text(50) @Nullable String info,

            @OneOf({
                "Available",
                "Preparing",
                "Charging",
                "SuspendedEVSE",
                "SuspendedEV",
                "Finishing",
                "Reserved",
                "Unavailable",
                "Faulted"
            })
            String status,

            @Nullable Instant timestamp,
            @Text(255) @Nullable String vendorId,
            @Text(50) @Nullable String vendorErrorCode) {}

    public record StartTransactionReq(
            int connectorId,
            @Text(20) String idTag,
            int meterStart,
            @Nullable Integer reservationId,
            @Expected @Nullable Instant timestamp) {}

    public record StartTransactionConf(IdTagInfo idTagInfo, int transactionId) {}

    public record StopTransactionReq(
            @Text(20) @Nullable String idTag,
            @Expected @Nullable Integer meterStop,
            @Expected @Nullable Instant timestamp,
            @Expected @Nullable Integer transactionId,

            @OneOf({
                "EmergencyStop",
                "EVDisconnected",
                "HardReset",
                "Local",
                "Other",
                "PowerLoss",
                "Reboot",
                "Remote",
                "SoftReset",
                "UnlockCommand",
                "DeAuthorized"
            })
            @Nullable
            String reason,

            @Nullable List<MeterValue> transactionData) {}

    public record StopTransactionConf(@Nullable IdTagInfo idTagInfo) {}

    public record MeterValuesReq(
            int connectorId,
            @Nullable Integer transactionId,
            @Expected @Nullable List<MeterValue> meterValue) {}

    public record MeterValue(
            @Expected @Nullable Instant timestamp,
            @Expected @Nullable List<SampledValue> sampledValue) {}

    public record SampledValue(
            String value,

            @OneOf({
                "Interruption.Begin",
                "Interruption.End",
                "Sample.Clock",
                "Sample.Periodic",
                "Transaction.Begin",
                "Transaction.End",
                "Trigger",
                "Other"
            })
            @Nullable
            String context,

            @OneOf({"Raw", "SignedData"}) @Nullable String format,

            @OneOf({
                "Energy.Active.Export.Register",
                "Energy.Active.Import.Register",
                "Energy.Reactive.Export.Register",
                "Energy.Reactive.Import.Register",
                "Energy.Active.Export.Interval",
                "Energy.Active.Import.Interval",
                "Energy.Reactive.Export.Interval",
                "Energy.Reactive.Import.Interval",
                "Power.Active.Export",
                "Power.Active.Import",
                "Power.Offered",
                "Power.Reactive.Export",
                "Power.Reactive.Import",
                "Power.Factor",
                "Current.Import",
                "Current.Export",
                "Current.Offered",
                "Voltage",
                "Frequency",
                "Temperature",
                "SoC",
                "RPM"
            })
            @Nullable
            String measurand,

            @OneOf({"L1", "L2", "L3", "N", "L1-N", "L2-N", "L3-N", "L1-L2", "L2-L3", "L3-L1"}) @Nullable
            String phase,

            @OneOf({"Cable", "EV", "Inlet", "Outlet", "Body"}) @Nullable
            String location,

            @OneOf({
                "Wh",
                "kWh",
                "varh",
                "kvarh",
                "W",
                "kW",
                "VA",
                "kVA",
                "var",
                "kvar",
                "A",
                "V",
                "K",
                "Celcius",
                "Celsius",
                "Fahrenheit",
                "Percent"
            })
            @Nullable
            String unit) {}

    public record DataTransferReq(
            @Expected @Text(255) @Nullable String vendorId,
            @Text(50) @Nullable String messageId,
            com.fasterxml.jackson.databind.@Nullable JsonNode data) {}

    public record DataTransferConf(
            DataTransferStatus status, @Nullable String data) {}

    public enum DataTransferStatus {
        Accepted,
        Rejected,
        UnknownMessageId,
        UnknownVendorId
    }

    public record DiagnosticsStatusNotificationReq(
            @OneOf({"Idle", "Uploaded", "UploadFailed", "Uploading"})
            String status) {}

    public record FirmwareStatusNotificationReq(
            @OneOf({
                "Downloaded",
                "DownloadFailed",
                "Downloading",
                "Idle",
                "InstallationFailed",
                "Installing",
                "Installed"
            })
            String status) {}

    public record SecurityEventNotificationReq(
            @Text(50) String type,
            @Expected @Nullable Instant timestamp,
            @Text(255) @Nullable String techInfo) {}

    public record LogStatusNotificationReq(
            @OneOf({
                "BadMessage",
                "Idle",
                "NotSupportedOperation",
                "PermissionDenied",
                "Uploaded",
                "UploadFailure",
                "Uploading"
            })
            String status,

            @Nullable Integer requestId) {}

    public record SignedFirmwareStatusNotificationReq(
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

    public record SignCertificateReq(@Text(5500) String csr) {}

    public record SignCertificateConf(GenericStatus status) {}

    public enum GenericStatus {
        Accepted,
        Rejected
    }
}
