package dev.voltaire.ocpi.http;

/// Ends the handling of one OCPI request with an error reply.
///
/// A request that is valid JSON, authenticated and addresses an existing resource is answered with HTTP 200 and an OCPI
/// code; other HTTP codes are for the transport layer only (OCPI 2.2.1 "Status codes").
public final class OcpiFailure extends RuntimeException {
    private final int httpStatus;
    private final OcpiStatus status;

    private OcpiFailure(int httpStatus, OcpiStatus status, String message) {
        super(message, null, false, false);
        this.httpStatus = httpStatus;
        this.status = status;
    }

    public static OcpiFailure refused(OcpiStatus status, String message) {
        return new OcpiFailure(200, status, message);
    }

    public static OcpiFailure invalid(String message) {
        return new OcpiFailure(200, OcpiStatus.INVALID_PARAMETERS, message);
    }

    public static OcpiFailure notJson(String message) {
        return new OcpiFailure(400, OcpiStatus.INVALID_PARAMETERS, message);
    }

    public static OcpiFailure unauthorised(String message) {
        return new OcpiFailure(401, OcpiStatus.CLIENT_ERROR, message);
    }

    public static OcpiFailure notFound(String message) {
        return new OcpiFailure(404, OcpiStatus.CLIENT_ERROR, message);
    }

    public static OcpiFailure notFound(OcpiStatus status, String message) {
        return new OcpiFailure(404, status, message);
    }

    public static OcpiFailure methodNotAllowed(String message) {
        return new OcpiFailure(405, OcpiStatus.CLIENT_ERROR, message);
    }

    public static OcpiFailure tooLarge() {
        return new OcpiFailure(413, OcpiStatus.CLIENT_ERROR, "The body is larger than this server accepts");
    }

    public int httpStatus() {
        return httpStatus;
    }

    public OcpiStatus status() {
        return status;
    }

    public String reason() {
        String message = getMessage();
        return message == null ? status.message() : message;
    }
}
