package dev.voltaire.ocpp.v201;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The messages we send to OCPP 2.0.1 charging stations.
public final class Commands {
    private Commands() {}

    public record Evse(int id) {}

    public record IdToken(String idToken, String type) {}

    public record Named(String name) {}

    public record RequestStartTransactionRequest(int evseId, int remoteStartId, IdToken idToken) {}

    public record RequestStopTransactionRequest(String transactionId) {}

    public record UnlockConnectorRequest(int evseId, int connectorId) {}

    public record ResetRequest(String type, @Nullable Integer evseId) {}

    public record TriggerMessageRequest(
            String requestedMessage, @Nullable Evse evse) {}

    public record GetBaseReportRequest(int requestId, String reportBase) {}

    public record GetVariablesRequest(List<GetVariable> getVariableData) {}

    public record GetVariable(Named component, Named variable) {}

    public record SetVariablesRequest(List<SetVariable> setVariableData) {}

    public record SetVariable(String attributeValue, Named component, Named variable) {}

    public record ChangeAvailabilityRequest(
            String operationalStatus, @Nullable Evse evse) {}

    public record ClearCacheRequest() {}
}
