package dev.voltaire.cdr;

import java.util.UUID;

/// What became of a CDR an operator sent.
public sealed interface Reception {

    /// New: stored, and its consequences are on their way.
    record Stored(UUID id) implements Reception {}

    /// The same content under the same key was stored before: nothing to do (OCPI 2.2.1 §10.2.2 allows repeating).
    record AlreadyStored(UUID id) implements Reception {}

    /// Other content under a key that is used: refused, for a CDR never changes. The bytes are kept beside the first.
    record Conflicting(UUID id) implements Reception {}

    /// Not a CDR: it cannot be told which one it would be, or it has an id and nothing a charge consists of. Refused,
    /// and kept beside the CDRs, so that the operator can send the real one under the same id.
    ///
    /// @param repeated the partner sent or listed the very same before
    record Unreadable(String reason, boolean repeated) implements Reception {}
}
