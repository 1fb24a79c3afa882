package dev.voltaire.charger;

/// What can be asked of a charger. Those that one version does not know fail there as incomplete.
public enum CommandAction {
    REMOTE_START(false),
    REMOTE_STOP(false),
    UNLOCK(false),
    RESET(false),
    TRIGGER(true),
    /// Configuration keys of OCPP 1.6; variables of 2.0.1, or a base report when none is named.
    GET_CONFIGURATION(true),
    CHANGE_CONFIGURATION(false),
    CHANGE_AVAILABILITY(false),
    CLEAR_CACHE(false),
    SEND_LOCAL_LIST(false),
    GET_LOCAL_LIST_VERSION(false),
    SET_CHARGING_PROFILE(false),
    CLEAR_CHARGING_PROFILE(false),
    GET_COMPOSITE_SCHEDULE(false),
    RESERVE(false),
    CANCEL_RESERVATION(false),
    /// Signed firmware when a signature is given.
    UPDATE_FIRMWARE(false),
    /// The diagnostics of OCPP 1.6 unless a log is named; the diagnostics or security log of 2.0.1.
    GET_LOG(false),
    DATA_TRANSFER(false),
    /// A new password, made where it is sent, so that it is stored nowhere.
    ROTATE_PASSWORD(false),
    CERTIFICATE_SIGNED(false),
    INSTALL_CERTIFICATE(false),
    DELETE_CERTIFICATE(false),
    GET_CERTIFICATES(false),
    /// OCPP 2.0.1 only, like all that follow.
    GET_TRANSACTION_STATUS(false),
    GET_REPORT(true),
    SET_NETWORK_PROFILE(false),
    GET_CHARGING_PROFILES(false),
    CUSTOMER_INFORMATION(false),
    SET_MONITORING(false),
    CLEAR_MONITORING(false),
    SET_MONITORING_BASE(false),
    SET_MONITORING_LEVEL(false),
    GET_MONITORING_REPORT(true),
    COST_UPDATED(false);

    private final boolean question;

    CommandAction(boolean question) {
        this.question = question;
    }

    /// Never sent to a charger that is not accepted yet (OCPP 1.6 §4.2, 2.0.1 B02.FR.05).
    public boolean charges() {
        return this == REMOTE_START || this == REMOTE_STOP;
    }

    /// Questions change nothing and can wait: some firmware blocks when it is asked too often.
    public boolean question() {
        return question;
    }
}
