package dev.voltaire.partner;

import dev.voltaire.partner.CredentialsPeer.Outcome;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Registrations, renewals and farewells that start here. The token we offer is stored before the partner hears of it,
/// and the one before it stays good until the partner has used the new one: whichever message gets lost, neither side
/// is locked out.
@ApplicationScoped
public class PartnerRegistering {
    private final PartnerConnecting connecting;
    private final PartnerDirectory directory;
    private final CredentialsPeer peer;

    @Inject
    PartnerRegistering(PartnerConnecting connecting, PartnerDirectory directory, CredentialsPeer peer) {
        this.connecting = connecting;
        this.directory = directory;
        this.peer = peer;
    }

    /// @param theirs token A, which the partner handed us outside OCPI
    /// @throws ProblemException `WRONG_STATE` when it is connected, `PARTNER_REFUSED`, `PARTNER_UNANSWERED`
    public void register(UUID partnerId, String versionsUrl, Credential theirs) {
        Credential ours = connecting.offerFirst(partnerId);
        settle(partnerId, ours, peer.register(versionsUrl, theirs, ours));
    }

    /// New tokens for both sides, and the endpoints read again.
    ///
    /// @param wanted the version to move to; absent to stay with the present one
    /// @throws ProblemException `WRONG_STATE` unless it is connected, `PARTNER_REFUSED`, `PARTNER_UNANSWERED`
    public void renew(UUID partnerId, @Nullable ProtocolVersion wanted) {
        Credential ours = connecting.offerAnother(partnerId);
        ConnectedPartner partner = directory.load(partnerId).orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
        ProtocolVersion version = wanted == null ? partner.version() : wanted;
        if (version == null) {
            throw new ProblemException(Problem.WRONG_STATE, partner.name(), partner.status());
        }
        settle(partnerId, ours, peer.renew(partner, ours, version));
    }

    /// Ends the connection, whether or not the partner can be told. Empty when it confirmed, otherwise why it did not.
    public Optional<String> unregister(UUID partnerId) {
        ConnectedPartner partner = directory.load(partnerId).orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
        if (partner.status() != PartnerStatus.CONNECTED && partner.status() != PartnerStatus.SUSPENDED) {
            throw new ProblemException(Problem.WRONG_STATE, partner.name(), partner.status());
        }
        Optional<String> untold = peer.unregister(partner);
        connecting.disconnect(partnerId);
        return untold;
    }

    private void settle(UUID partnerId, Credential ours, Outcome outcome) {
        switch (outcome) {
            case Outcome.Exchanged(Handshake handshake) -> connecting.accepted(partnerId, ours, handshake);
            case Outcome.Refused(String reason) -> {
                connecting.withdraw(partnerId, ours);
                throw new ProblemException(Problem.PARTNER_REFUSED, reason);
            }
            case Outcome.Unknown(String reason) -> throw new ProblemException(Problem.PARTNER_UNANSWERED, reason);
        }
    }
}
