package dev.voltaire.charger;

/// What can be asked of a charger. Those that one version does not know fail there as incomplete.
public enum CommandAction {
    REMOTE_START,
    REMOTE_STOP,
    UNLOCK,
    RESET,
    TRIGGER,
    GET_CONFIGURATION,
    CHANGE_CONFIGURATION,
    CHANGE_AVAILABILITY,
    CLEAR_CACHE,
    SEND_LOCAL_LIST,
    GET_LOCAL_LIST_VERSION,
    SET_CHARGING_PROFILE,
    CLEAR_CHARGING_PROFILE,
    GET_COMPOSITE_SCHEDULE,
    RESERVE,
    CANCEL_RESERVATION,
    UPDATE_FIRMWARE,
    /// The diagnostics of OCPP 1.6, the diagnostics log of 2.0.1.
    GET_LOG,
    /// OCPP 2.0.1 only.
    GET_TRANSACTION_STATUS
}
