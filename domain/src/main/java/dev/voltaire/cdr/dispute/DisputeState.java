package dev.voltaire.cdr.dispute;

import java.util.EnumSet;
import java.util.Set;

/// How far a dispute with an operator is.
public enum DisputeState {
    /// Written down, not told yet.
    OPEN,
    SENT,
    /// The operator took the CDR back with a credit CDR.
    ACCEPTED,
    /// The operator stands by its CDR.
    REJECTED;

    public Set<DisputeState> next() {
        return switch (this) {
            case OPEN -> EnumSet.of(SENT, ACCEPTED, REJECTED);
            case SENT -> EnumSet.of(ACCEPTED, REJECTED);
            case ACCEPTED, REJECTED -> EnumSet.noneOf(DisputeState.class);
        };
    }
}
