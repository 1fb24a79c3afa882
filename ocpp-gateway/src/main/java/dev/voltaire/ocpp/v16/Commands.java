package dev.voltaire.ocpp.v16;

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
}
