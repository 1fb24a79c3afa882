package dev.voltaire.ocpp.v201;

import dev.voltaire.ocpp.connection.Routes;
import dev.voltaire.ocpp.v201.handler.AuthorizeHandler;
import dev.voltaire.ocpp.v201.handler.BootNotificationHandler;
import dev.voltaire.ocpp.v201.handler.ClearedChargingLimitHandler;
import dev.voltaire.ocpp.v201.handler.DataTransferHandler;
import dev.voltaire.ocpp.v201.handler.FirmwareStatusNotificationHandler;
import dev.voltaire.ocpp.v201.handler.Get15118EVCertificateHandler;
import dev.voltaire.ocpp.v201.handler.GetCertificateStatusHandler;
import dev.voltaire.ocpp.v201.handler.HeartbeatHandler;
import dev.voltaire.ocpp.v201.handler.LogStatusNotificationHandler;
import dev.voltaire.ocpp.v201.handler.MeterValuesHandler;
import dev.voltaire.ocpp.v201.handler.NotifyChargingLimitHandler;
import dev.voltaire.ocpp.v201.handler.NotifyCustomerInformationHandler;
import dev.voltaire.ocpp.v201.handler.NotifyDisplayMessagesHandler;
import dev.voltaire.ocpp.v201.handler.NotifyEVChargingNeedsHandler;
import dev.voltaire.ocpp.v201.handler.NotifyEVChargingScheduleHandler;
import dev.voltaire.ocpp.v201.handler.NotifyEventHandler;
import dev.voltaire.ocpp.v201.handler.NotifyMonitoringReportHandler;
import dev.voltaire.ocpp.v201.handler.NotifyReportHandler;
import dev.voltaire.ocpp.v201.handler.PublishFirmwareStatusNotificationHandler;
import dev.voltaire.ocpp.v201.handler.ReportChargingProfilesHandler;
import dev.voltaire.ocpp.v201.handler.ReservationStatusUpdateHandler;
import dev.voltaire.ocpp.v201.handler.SecurityEventNotificationHandler;
import dev.voltaire.ocpp.v201.handler.SignCertificateHandler;
import dev.voltaire.ocpp.v201.handler.StatusNotificationHandler;
import dev.voltaire.ocpp.v201.handler.TransactionEventHandler;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Set;

/// Every action an OCPP 2.0.1 charging station may send, and who answers it.
@Singleton
public class Routing {
    private static final Set<String> OURS = Set.of(
            "CancelReservation",
            "CertificateSigned",
            "ChangeAvailability",
            "ClearCache",
            "ClearChargingProfile",
            "ClearDisplayMessage",
            "ClearVariableMonitoring",
            "CostUpdated",
            "CustomerInformation",
            "DeleteCertificate",
            "GetBaseReport",
            "GetChargingProfiles",
            "GetCompositeSchedule",
            "GetDisplayMessages",
            "GetInstalledCertificateIds",
            "GetLocalListVersion",
            "GetLog",
            "GetMonitoringReport",
            "GetReport",
            "GetTransactionStatus",
            "GetVariables",
            "InstallCertificate",
            "PublishFirmware",
            "RequestStartTransaction",
            "RequestStopTransaction",
            "ReserveNow",
            "Reset",
            "SendLocalList",
            "SetChargingProfile",
            "SetDisplayMessage",
            "SetMonitoringBase",
            "SetMonitoringLevel",
            "SetNetworkProfile",
            "SetVariableMonitoring",
            "SetVariables",
            "TriggerMessage",
            "UnlockConnector",
            "UnpublishFirmware",
            "UpdateFirmware");

    private final Routes routes;

    @Inject
    Routing(
            AuthorizeHandler authorize,
            BootNotificationHandler bootNotification,
            ClearedChargingLimitHandler clearedChargingLimit,
            DataTransferHandler dataTransfer,
            FirmwareStatusNotificationHandler firmwareStatusNotification,
            Get15118EVCertificateHandler get15118EVCertificate,
            GetCertificateStatusHandler getCertificateStatus,
            HeartbeatHandler heartbeat,
            LogStatusNotificationHandler logStatusNotification,
            MeterValuesHandler meterValues,
            NotifyChargingLimitHandler notifyChargingLimit,
            NotifyCustomerInformationHandler notifyCustomerInformation,
            NotifyDisplayMessagesHandler notifyDisplayMessages,
            NotifyEVChargingNeedsHandler notifyEVChargingNeeds,
            NotifyEVChargingScheduleHandler notifyEVChargingSchedule,
            NotifyEventHandler notifyEvent,
            NotifyMonitoringReportHandler notifyMonitoringReport,
            NotifyReportHandler notifyReport,
            PublishFirmwareStatusNotificationHandler publishFirmwareStatusNotification,
            ReportChargingProfilesHandler reportChargingProfiles,
            ReservationStatusUpdateHandler reservationStatusUpdate,
            SecurityEventNotificationHandler securityEventNotification,
            SignCertificateHandler signCertificate,
            StatusNotificationHandler statusNotification,
            TransactionEventHandler transactionEvent) {
        this.routes = Routes.builder()
                .onTogether("Authorize", Messages.AuthorizeRequest.class, authorize)
                .onTogether("BootNotification", Messages.BootNotificationRequest.class, bootNotification)
                .on("ClearedChargingLimit", ReportMessages.ClearedChargingLimitRequest.class, clearedChargingLimit)
                .on("DataTransfer", Messages.DataTransferRequest.class, dataTransfer)
                .on(
                        "FirmwareStatusNotification",
                        ReportMessages.FirmwareStatusNotificationRequest.class,
                        firmwareStatusNotification)
                .on(
                        "Get15118EVCertificate",
                        CertificateMessages.Get15118EVCertificateRequest.class,
                        get15118EVCertificate)
                .on("GetCertificateStatus", CertificateMessages.GetCertificateStatusRequest.class, getCertificateStatus)
                .onWithoutStorage("Heartbeat", Messages.Empty.class, heartbeat)
                .on("LogStatusNotification", ReportMessages.LogStatusNotificationRequest.class, logStatusNotification)
                .onTogether("MeterValues", TransactionMessages.MeterValuesRequest.class, meterValues)
                .on("NotifyChargingLimit", ReportMessages.NotifyChargingLimitRequest.class, notifyChargingLimit)
                .on(
                        "NotifyCustomerInformation",
                        ReportMessages.NotifyCustomerInformationRequest.class,
                        notifyCustomerInformation)
                .on("NotifyDisplayMessages", ReportMessages.NotifyDisplayMessagesRequest.class, notifyDisplayMessages)
                .on("NotifyEVChargingNeeds", ReportMessages.NotifyEVChargingNeedsRequest.class, notifyEVChargingNeeds)
                .on(
                        "NotifyEVChargingSchedule",
                        ReportMessages.NotifyEVChargingScheduleRequest.class,
                        notifyEVChargingSchedule)
                .on("NotifyEvent", ReportMessages.NotifyEventRequest.class, notifyEvent)
                .on(
                        "NotifyMonitoringReport",
                        ReportMessages.NotifyMonitoringReportRequest.class,
                        notifyMonitoringReport)
                .on("NotifyReport", ReportMessages.NotifyReportRequest.class, notifyReport)
                .on(
                        "PublishFirmwareStatusNotification",
                        ReportMessages.PublishFirmwareStatusNotificationRequest.class,
                        publishFirmwareStatusNotification)
                .on(
                        "ReportChargingProfiles",
                        ReportMessages.ReportChargingProfilesRequest.class,
                        reportChargingProfiles)
                .on(
                        "ReservationStatusUpdate",
                        ReportMessages.ReservationStatusUpdateRequest.class,
                        reservationStatusUpdate)
                .on(
                        "SecurityEventNotification",
                        ReportMessages.SecurityEventNotificationRequest.class,
                        securityEventNotification)
                .on("SignCertificate", CertificateMessages.SignCertificateRequest.class, signCertificate)
                .onTogether("StatusNotification", Messages.StatusNotificationRequest.class, statusNotification)
                .onTogether("TransactionEvent", TransactionMessages.TransactionEventRequest.class, transactionEvent)
                .withOutbound(OURS);
    }

    public Routes routes() {
        return routes;
    }
}
