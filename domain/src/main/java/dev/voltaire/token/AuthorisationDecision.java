package dev.voltaire.token;

import org.jspecify.annotations.Nullable;

/// The answer to every charger and partner, the same for all protocols.
public sealed interface AuthorisationDecision {

    /// `authorisationReference` (at most 36 characters) comes back in the session and the charge detail record.
    record Allowed(KnownToken token, String authorisationReference) implements AuthorisationDecision {}

    /// `token` is absent exactly when the reason is UNKNOWN.
    record Refused(Reason reason, @Nullable KnownToken token) implements AuthorisationDecision {}

    /// OCPI 2.2.1 §12.4.2 calls them the same, except UNKNOWN.
    enum Reason {
        /// No such token, or one that nobody has yet.
        UNKNOWN,
        /// An open block, not activated yet, deactivated, or its profile or user no longer active.
        BLOCKED,
        /// Outside its validity, or its organisation unit is closed.
        EXPIRED,
        /// Unpaid invoices or an exhausted spending limit.
        NO_CREDIT,
        /// A good token that may not be used at this place.
        NOT_ALLOWED,
        /// A rule of its spending policies needs to know the place, and whoever asks has not said.
        PLACE_NEEDED
    }
}
