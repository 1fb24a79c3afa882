package dev.voltaire.ocpp.wire;

/// A message id as the peer wrote it. The specification wants text; chargers that send a number get that number back.
public record MessageId(String value, boolean numeric) {
    static final int MAXIMUM_LENGTH = 255;

    /// OCPP 2.0.1 part 4 §4.2.3: the answer to a message whose id could not be read.
    public static final MessageId UNREADABLE = new MessageId("-1", false);

    public static MessageId text(String value) {
        return new MessageId(value, false);
    }

    /// The specification's limit; longer ids are answered all the same.
    public boolean tooLong() {
        return value.length() > 36;
    }
}
