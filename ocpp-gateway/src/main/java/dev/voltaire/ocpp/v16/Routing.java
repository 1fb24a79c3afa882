package dev.voltaire.ocpp.v16;

import dev.voltaire.ocpp.connection.Routes;
import dev.voltaire.ocpp.v16.handler.AuthorizeHandler;
import dev.voltaire.ocpp.v16.handler.BootNotificationHandler;
import dev.voltaire.ocpp.v16.handler.DataTransferHandler;
import dev.voltaire.ocpp.v16.handler.DiagnosticsStatusNotificationHandler;
import dev.voltaire.ocpp.v16.handler.FirmwareStatusNotificationHandler;
import dev.voltaire.ocpp.v16.handler.HeartbeatHandler;
import dev.voltaire.ocpp.v16.handler.LogStatusNotificationHandler;
import dev.voltaire.ocpp.v16.handler.MeterValuesHandler;
import dev.voltaire.ocpp.v16.handler.SecurityEventNotificationHandler;
import dev.voltaire.ocpp.v16.handler.SignCertificateHandler;
import dev.voltaire.ocpp.v16.handler.SignedFirmwareStatusNotificationHandler;
import dev.voltaire.ocpp.v16.handler.StartTransactionHandler;
import dev.voltaire.ocpp.v16.handler.StatusNotificationHandler;
import dev.voltaire.ocpp.v16.handler.StopTransactionHandler;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Set;

/// Every action an OCPP 1.6 charger may send, and who answers it.
@Singleton
public class Routing {
    private static final Set<String> OURS = Set.of(
            "CancelReservation",
            "CertificateSigned",
            "ChangeAvailability",
            "ChangeConfiguration",
            "ClearCache",
            "ClearChargingProfile",
            "DeleteCertificate",
            "ExtendedTriggerMessage",
            "GetCompositeSchedule",
            "GetConfiguration",
            "GetDiagnostics",
            "GetInstalledCertificateIds",
            "GetLocalListVersion",
            "GetLog",
            "InstallCertificate",
            "RemoteStartTransaction",
            "RemoteStopTransaction",
            "ReserveNow",
            "Reset",
            "SendLocalList",
            "SetChargingProfile",
            "SignedUpdateFirmware",
            "TriggerMessage",
            "UnlockConnector",
            "UpdateFirmware");

    private final Routes routes;

    @Inject
    Routing(
            AuthorizeHandler authorize,
            BootNotificationHandler bootNotification,
            DataTransferHandler dataTransfer,
            DiagnosticsStatusNotificationHandler diagnosticsStatusNotification,
            FirmwareStatusNotificationHandler firmwareStatusNotification,
            HeartbeatHandler heartbeat,
            LogStatusNotificationHandler logStatusNotification,
            MeterValuesHandler meterValues,
            SecurityEventNotificationHandler securityEventNotification,
            SignCertificateHandler signCertificate,
            SignedFirmwareStatusNotificationHandler signedFirmwareStatusNotification,
            StartTransactionHandler startTransaction,
            StatusNotificationHandler statusNotification,
            StopTransactionHandler stopTransaction) {
        this.routes = Routes.builder()
                .onTogether("Authorize", Messages.AuthorizeReq.class, authorize)
                .onTogether("BootNotification", Messages.BootNotificationReq.class, bootNotification)
                .on("DataTransfer", Messages.DataTransferReq.class, dataTransfer)
                .on(
                        "DiagnosticsStatusNotification",
                        Messages.DiagnosticsStatusNotificationReq.class,
                        diagnosticsStatusNotification)
                .on(
                        "FirmwareStatusNotification",
                        Messages.FirmwareStatusNotificationReq.class,
                        firmwareStatusNotification)
                .onWithoutStorage("Heartbeat", Messages.Empty.class, heartbeat)
                .on("LogStatusNotification", Messages.LogStatusNotificationReq.class, logStatusNotification)
                .onTogether("MeterValues", Messages.MeterValuesReq.class, meterValues)
                .on("SecurityEventNotification", Messages.SecurityEventNotificationReq.class, securityEventNotification)
                .on("SignCertificate", Messages.SignCertificateReq.class, signCertificate)
                .on(
                        "SignedFirmwareStatusNotification",
                        Messages.SignedFirmwareStatusNotificationReq.class,
                        signedFirmwareStatusNotification)
                .onTogether("StartTransaction", Messages.StartTransactionReq.class, startTransaction)
                .onTogether("StatusNotification", Messages.StatusNotificationReq.class, statusNotification)
                .onTogether("StopTransaction", Messages.StopTransactionReq.class, stopTransaction)
                .withOutbound(OURS);
    }

    public Routes routes() {
        return routes;
    }
}
