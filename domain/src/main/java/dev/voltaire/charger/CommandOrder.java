package dev.voltaire.charger;

import org.jspecify.annotations.Nullable;

/// The particulars of a command; which of them count depends on the action.
///
/// @param evse the outlet, connector number in OCPP 1.6
/// @param tag whose token to start with
/// @param transactionKey the transaction to stop: the number in 1.6, the station's id in 2.0.1
/// @param hard reset at once instead of after the running transactions
/// @param operative make available, or unavailable when false
/// @param message what to trigger
/// @param component OCPP 2.0.1 component of a variable
/// @param key configuration key, or variable name
public record CommandOrder(
        @Nullable Integer evse,
        @Nullable Integer connector,
        @Nullable String tag,
        @Nullable Integer remoteStartId,
        @Nullable Integer transactionNumber,
        @Nullable String transactionKey,
        @Nullable Boolean hard,
        @Nullable Boolean operative,
        @Nullable String message,
        @Nullable String component,
        @Nullable String key,
        @Nullable String value) {
    @Override
    public String toString() {
        return "CommandOrder[evse=" + evse + "]";
    }
}
