package dev.voltaire.charger;

import java.time.Instant;
import java.util.List;
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
/// @param tags the complete local list
/// @param limit the charging profile to set
/// @param number id of a charging profile or reservation, version of a local list
/// @param seconds how far a composite schedule reaches
/// @param at when a reservation ends, or firmware may be fetched
/// @param url where firmware comes from, or a log goes to; may hold credentials
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
        @Nullable String value,
        @Nullable List<String> tags,
        @Nullable ChargingLimit limit,
        @Nullable Integer number,
        @Nullable Integer seconds,
        @Nullable Instant at,
        @Nullable String url) {
    public static CommandOrder ofTransaction(String transactionKey) {
        return new CommandOrder(
                null,
                null,
                null,
                null,
                null,
                transactionKey,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    @Override
    public String toString() {
        return "CommandOrder[evse=" + evse + "]";
    }
}
