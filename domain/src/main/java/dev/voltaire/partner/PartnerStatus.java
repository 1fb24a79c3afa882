package dev.voltaire.partner;

/// Where a partner stands. Only a connected one is called and may call functional modules.
public enum PartnerStatus {
    /// Holds a registration token (token A) and has not finished the credentials exchange.
    INVITED,
    CONNECTED,
    /// Connected, but stopped by an operator: nothing goes in or out.
    SUSPENDED,
    /// Unregistered by either side.
    DISCONNECTED
}
