package dev.voltaire.ocpi.http;

/// The status codes of the response envelope (OCPI 2.2.1 "Status codes").
public enum OcpiStatus {
    SUCCESS(1000, "Success"),
    CLIENT_ERROR(2000, "Client error"),
    INVALID_PARAMETERS(2001, "Invalid or missing parameters"),
    NOT_ENOUGH_INFORMATION(2002, "Not enough information"),
    UNKNOWN_LOCATION(2003, "Unknown location"),
    UNKNOWN_TOKEN(2004, "Unknown token"),
    SERVER_ERROR(3000, "Server error"),
    UNUSABLE_CLIENT_API(3001, "Unable to use the client's API"),
    UNSUPPORTED_VERSION(3002, "Unsupported version"),
    NO_MATCHING_ENDPOINTS(3003, "No matching endpoints");

    private final int code;
    private final String message;

    OcpiStatus(int code, String message) {
        this.code = code;
        this.message = message;
    }

    public int code() {
        return code;
    }

    public String message() {
        return message;
    }
}
