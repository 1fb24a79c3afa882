package dev.voltaire.token;

/// OCPI 2.2.1 §12.4.4.
public enum TokenType {
    AD_HOC_USER,
    APP_USER,
    OTHER,
    RFID
}
