package dev.voltaire.ocpp.wire;

/// CALLERROR codes. Two names differ between the versions: 1.6 keeps its published misspellings (OCPP-J 1.6 errata
/// 5.1).
public enum RpcErrorCode {
    NOT_IMPLEMENTED("NotImplemented", "NotImplemented"),
    NOT_SUPPORTED("NotSupported", "NotSupported"),
    INTERNAL_ERROR("InternalError", "InternalError"),
    PROTOCOL_ERROR("ProtocolError", "ProtocolError"),
    SECURITY_ERROR("SecurityError", "SecurityError"),
    FORMAT_VIOLATION("FormationViolation", "FormatViolation"),
    PROPERTY_CONSTRAINT_VIOLATION("PropertyConstraintViolation", "PropertyConstraintViolation"),
    OCCURRENCE_CONSTRAINT_VIOLATION("OccurenceConstraintViolation", "OccurrenceConstraintViolation"),
    TYPE_CONSTRAINT_VIOLATION("TypeConstraintViolation", "TypeConstraintViolation"),
    RPC_FRAMEWORK_ERROR("FormationViolation", "RpcFrameworkError"),
    MESSAGE_TYPE_NOT_SUPPORTED("GenericError", "MessageTypeNotSupported"),
    GENERIC_ERROR("GenericError", "GenericError");

    private final String spelling16;
    private final String spelling201;

    RpcErrorCode(String spelling16, String spelling201) {
        this.spelling16 = spelling16;
        this.spelling201 = spelling201;
    }

    public String spelling(OcppVersion version) {
        return switch (version) {
            case V16 -> spelling16;
            case V201 -> spelling201;
        };
    }
}
