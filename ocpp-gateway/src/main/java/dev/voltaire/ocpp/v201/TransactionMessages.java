package dev.voltaire.ocpp.v201;

import dev.voltaire.ocpp.v201.Messages.Evse;
import dev.voltaire.ocpp.v201.Messages.IdToken;
import dev.voltaire.ocpp.v201.Messages.IdTokenInfo;
import dev.voltaire.ocpp.wire.Expected;
import dev.voltaire.ocpp.wire.OneOf;
import dev.voltaire.ocpp.wire.Text;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Transactions and meter values (blocks E and J); see [Messages] for the annotations.
public final class TransactionMessages {
    private TransactionMessages() {}

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
}
