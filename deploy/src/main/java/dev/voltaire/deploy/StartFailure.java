package dev.voltaire.deploy;

/// The server cannot start, for a reason the person who starts it can remove: the message is the one line they read.
public final class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartFailure(String message) {
        super(message);
    }

    public StartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
