package dev.voltaire.ocpp.v16;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The messages we send to OCPP 1.6 chargers.
public final class Commands {
    private Commands() {}

    public record RemoteStartTransactionReq(int connectorId, String idTag) {}

    public record RemoteStopTransactionReq(int transactionId) {}

    public record UnlockConnectorReq(int connectorId) {}

    public record ResetReq(String type) {}

    public record TriggerMessageReq(
            String requestedMessage, @Nullable Integer connectorId) {}

    public record GetConfigurationReq(@Nullable List<String> key) {}

    public record ChangeConfigurationReq(String key, String value) {}

    public record ChangeAvailabilityReq(int connectorId, String type) {}

    public record ClearCacheReq() {}

    public record ExtendedTriggerMessageReq(
            String requestedMessage, @Nullable Integer connectorId) {}

    public record SendLocalListReq(
            int listVersion, List<AuthorizationData> localAuthorizationList, String updateType) {}

    public record AuthorizationData(String idTag, ListedIdTagInfo idTagInfo) {
        @Override
        public String toString() {
            return "AuthorizationData[redacted]";
        }
    }

    public record ListedIdTagInfo(String status) {}

    public record GetLocalListVersionReq() {}

    public record SetChargingProfileReq(int connectorId, ChargingProfile csChargingProfiles) {}

    public record ChargingProfile(
            int chargingProfileId,
            @Nullable Integer transactionId,
            int stackLevel,
            String chargingProfilePurpose,
            String chargingProfileKind,
            @Nullable String recurrencyKind,
            ChargingSchedule chargingSchedule) {}

    public record ChargingSchedule(
            @Nullable Integer duration,
            @Nullable Instant startSchedule,
            String chargingRateUnit,
            List<ChargingSchedulePeriod> chargingSchedulePeriod) {}

    public record ChargingSchedulePeriod(
            int startPeriod, BigDecimal limit, @Nullable Integer numberPhases) {}

    public record ClearChargingProfileReq(
            @Nullable Integer id, @Nullable Integer connectorId) {}

    public record GetCompositeScheduleReq(int connectorId, int duration) {}

    public record ReserveNowReq(int connectorId, Instant expiryDate, String idTag, int reservationId) {
        @Override
        public String toString() {
            return "ReserveNowReq[" + reservationId + "]";
        }
    }

    public record CancelReservationReq(int reservationId) {}

    public record UpdateFirmwareReq(String location, Instant retrieveDate) {}

    public record GetDiagnosticsReq(String location) {}

    public record GetLogReq(LogParameters log, String logType, int requestId) {}

    public record LogParameters(String remoteLocation) {}

    public record SignedUpdateFirmwareReq(int requestId, Firmware firmware) {}

    public record Firmware(String location, Instant retrieveDateTime, String signingCertificate, String signature) {}

    public record DataTransferReq(
            String vendorId,
            @Nullable String messageId,
            @Nullable String data) {}

    public record CertificateSignedReq(String certificateChain) {}

    public record InstallCertificateReq(String certificateType, String certificate) {}

    public record DeleteCertificateReq(CertificateHashData certificateHashData) {}

    public record CertificateHashData(
            String hashAlgorithm, String issuerNameHash, String issuerKeyHash, String serialNumber) {}

    public record GetInstalledCertificateIdsReq(String certificateType) {}
}
