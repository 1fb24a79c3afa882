package dev.voltaire.partner;

import java.util.Optional;

/// The credentials endpoint of a partner, as we call it. Blocking, never inside a transaction: the partner calls us
/// back before it answers.
public interface CredentialsPeer {

    /// POST: registers us with the token the partner handed us.
    ///
    /// @param theirs token A, given to us outside OCPI
    /// @param ours what the partner shall present to us from now on
    Outcome register(String versionsUrl, Credential theirs, Credential ours);

    /// PUT: new tokens for both sides, in the version asked for.
    Outcome renew(ConnectedPartner partner, Credential ours, ProtocolVersion version);

    /// DELETE. Empty when the partner confirmed, otherwise why it did not.
    Optional<String> unregister(ConnectedPartner partner);

    sealed interface Outcome {
        record Exchanged(Handshake handshake) implements Outcome {}

        /// The partner did not do it: all is as it was before.
        record Refused(String reason) implements Outcome {}

        /// The partner may have done it: its answer did not come or could not be read.
        record Unknown(String reason) implements Outcome {}
    }
}
