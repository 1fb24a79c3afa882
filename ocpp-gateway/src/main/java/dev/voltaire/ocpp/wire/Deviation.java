package dev.voltaire.ocpp.wire;

/// Where a payload departs from its schema. `path` names fields, never their content.
public record Deviation(Kind kind, String path) {
    public enum Kind {
        MISSING(RpcErrorCode.OCCURRENCE_CONSTRAINT_VIOLATION),
        UNKNOWN_FIELD(RpcErrorCode.OCCURRENCE_CONSTRAINT_VIOLATION),
        WRONG_TYPE(RpcErrorCode.TYPE_CONSTRAINT_VIOLATION),
        BAD_TIME(RpcErrorCode.TYPE_CONSTRAINT_VIOLATION),
        TOO_LONG(RpcErrorCode.PROPERTY_CONSTRAINT_VIOLATION),
        UNKNOWN_WORD(RpcErrorCode.PROPERTY_CONSTRAINT_VIOLATION),
        OUT_OF_RANGE(RpcErrorCode.PROPERTY_CONSTRAINT_VIOLATION);

        private final RpcErrorCode code;

        Kind(RpcErrorCode code) {
            this.code = code;
        }

        public RpcErrorCode code() {
            return code;
        }
    }

    public String description() {
        return switch (kind) {
            case MISSING -> "A required field is missing: " + path;
            case UNKNOWN_FIELD -> "A field is not part of this message: " + path;
            case WRONG_TYPE -> "A field has the wrong type: " + path;
            case BAD_TIME -> "A field is not a date and time: " + path;
            case TOO_LONG -> "A text is longer than allowed: " + path;
            case UNKNOWN_WORD -> "A field has a value outside its list: " + path;
            case OUT_OF_RANGE -> "A number is out of range: " + path;
        };
    }
}
