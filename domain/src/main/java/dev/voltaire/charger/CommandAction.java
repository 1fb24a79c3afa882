package dev.voltaire.charger;

/// What can be asked of a charger, whatever version it speaks.
public enum CommandAction {
    REMOTE_START,
    REMOTE_STOP,
    UNLOCK,
    RESET,
    TRIGGER,
    GET_CONFIGURATION,
    CHANGE_CONFIGURATION,
    CHANGE_AVAILABILITY,
    CLEAR_CACHE
}
