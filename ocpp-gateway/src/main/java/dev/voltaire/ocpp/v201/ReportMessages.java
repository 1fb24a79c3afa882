package dev.voltaire.ocpp.v201;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.ocpp.wire.Expected;
import dev.voltaire.ocpp.wire.OneOf;
import dev.voltaire.ocpp.wire.Text;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a station reports of itself: device model, firmware, logs, monitoring, limits and reservations (blocks B, H, K,
/// L and N); see [Messages] for the annotations.
public final class ReportMessages {
    private ReportMessages() {}

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
}
