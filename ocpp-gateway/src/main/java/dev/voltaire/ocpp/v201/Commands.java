package dev.voltaire.ocpp.v201;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The messages we send to OCPP 2.0.1 charging stations.
public final class Commands {
    private Commands() {}

    public record Evse(int id, @Nullable Integer connectorId) {}

    public record IdToken(String idToken, String type) {
        @Override
        public String toString() {
            return "IdToken[redacted]";
        }
    }

    public record Named(String name) {}

    public record RequestStartTransactionRequest(int evseId, int remoteStartId, IdToken idToken) {}

    public record RequestStopTransactionRequest(String transactionId) {}

    public record UnlockConnectorRequest(int evseId, int connectorId) {}

    public record ResetRequest(String type, @Nullable Integer evseId) {}

    public record TriggerMessageRequest(
            String requestedMessage, @Nullable Evse evse) {}

    public record GetBaseReportRequest(int requestId, String reportBase) {}

    public record GetVariablesRequest(List<GetVariable> getVariableData) {}

    public record GetVariable(Component component, Named variable) {}

    public record Component(String name, @Nullable Evse evse) {}

    public record SetVariablesRequest(List<SetVariable> setVariableData) {}

    public record SetVariable(String attributeValue, Component component, Named variable) {
        @Override
        public String toString() {
            return "SetVariable[" + variable + "]";
        }
    }

    public record ChangeAvailabilityRequest(
            String operationalStatus, @Nullable Evse evse) {}

    public record ClearCacheRequest() {}

    public record SendLocalListRequest(
            int versionNumber, String updateType, @Nullable List<AuthorizationData> localAuthorizationList) {}

    public record AuthorizationData(IdToken idToken, ListedIdTokenInfo idTokenInfo) {}

    public record ListedIdTokenInfo(String status) {}

    public record GetLocalListVersionRequest() {}

    public record SetChargingProfileRequest(int evseId, ChargingProfile chargingProfile) {}

    public record ChargingProfile(
            int id,
            int stackLevel,
            String chargingProfilePurpose,
            String chargingProfileKind,
            @Nullable String recurrencyKind,
            @Nullable String transactionId,
            List<ChargingSchedule> chargingSchedule) {}

    public record ChargingSchedule(
            int id,
            @Nullable Instant startSchedule,
            @Nullable Integer duration,
            String chargingRateUnit,
            List<ChargingSchedulePeriod> chargingSchedulePeriod) {}

    public record ChargingSchedulePeriod(
            int startPeriod, BigDecimal limit, @Nullable Integer numberPhases) {}

    public record ClearChargingProfileRequest(
            @Nullable Integer chargingProfileId, @Nullable ClearChargingProfile chargingProfileCriteria) {}

    public record ClearChargingProfile(int evseId) {}

    public record GetCompositeScheduleRequest(int duration, int evseId) {}

    public record ReserveNowRequest(
            int id,
            Instant expiryDateTime,
            IdToken idToken,
            @Nullable Integer evseId) {}

    public record CancelReservationRequest(int reservationId) {}

    public record UpdateFirmwareRequest(int requestId, Firmware firmware) {}

    public record Firmware(
            String location,
            Instant retrieveDateTime,
            @Nullable String signingCertificate,
            @Nullable String signature) {}

    public record GetLogRequest(String logType, int requestId, LogParameters log) {}

    public record LogParameters(String remoteLocation) {}

    public record GetTransactionStatusRequest(@Nullable String transactionId) {}

    public record DataTransferRequest(
            String vendorId,
            @Nullable String messageId,
            @Nullable String data) {}

    public record CertificateSignedRequest(String certificateChain, String certificateType) {}

    public record InstallCertificateRequest(String certificateType, String certificate) {}

    public record DeleteCertificateRequest(CertificateHashData certificateHashData) {}

    public record CertificateHashData(
            String hashAlgorithm, String issuerNameHash, String issuerKeyHash, String serialNumber) {}

    public record GetInstalledCertificateIdsRequest(
            @Nullable List<String> certificateType) {}

    public record GetReportRequest(int requestId, @Nullable List<ComponentVariable> componentVariable) {}

    public record ComponentVariable(Component component, Named variable) {}

    public record SetNetworkProfileRequest(int configurationSlot, NetworkConnectionProfile connectionData) {}

    public record NetworkConnectionProfile(
            String ocppVersion,
            String ocppTransport,
            String ocppCsmsUrl,
            int messageTimeout,
            int securityProfile,
            String ocppInterface) {}

    public record GetChargingProfilesRequest(
            int requestId, @Nullable Integer evseId, ChargingProfileCriterion chargingProfile) {}

    public record ChargingProfileCriterion(
            @Nullable List<Integer> chargingProfileId,
            @Nullable List<String> chargingLimitSource) {}

    public record CustomerInformationRequest(
            int requestId,
            boolean report,
            boolean clear,
            @Nullable String customerIdentifier,
            @Nullable IdToken idToken) {}

    public record SetVariableMonitoringRequest(List<SetMonitoringData> setMonitoringData) {}

    public record SetMonitoringData(BigDecimal value, String type, int severity, Component component, Named variable) {}

    public record ClearVariableMonitoringRequest(List<Integer> id) {}

    public record SetMonitoringBaseRequest(String monitoringBase) {}

    public record SetMonitoringLevelRequest(int severity) {}

    public record GetMonitoringReportRequest(
            int requestId, @Nullable List<ComponentVariable> componentVariable) {}

    public record CostUpdatedRequest(BigDecimal totalCost, String transactionId) {}
}
