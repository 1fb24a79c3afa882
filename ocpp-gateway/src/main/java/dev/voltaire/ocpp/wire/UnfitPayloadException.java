package dev.voltaire.ocpp.wire;

/// A payload that cannot be processed: a field the message needs is missing or unreadable.
public final class UnfitPayloadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Deviation deviation;

    public UnfitPayloadException(Deviation deviation) {
        super(deviation.description(), null, false, false);
        this.deviation = deviation;
    }

    public Deviation deviation() {
        return deviation;
    }
}
