package dev.voltaire.partner;

import dev.voltaire.audit.Audit;
import dev.voltaire.outbox.Outbox;
import dev.voltaire.partner.PartnerTokenRepository.Purpose;
import dev.voltaire.value.ExpectedVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;

/// The life of a connection: invited by the operator, registered with token A, renewed, suspended, ended.
@ApplicationScoped
public class PartnerConnecting {
    private final PartnerRepository partners;
    private final PartnerTokenRepository tokens;
    private final PartnerDirectory directory;
    private final TransactionSynchronizationRegistry transactions;
    private final Outbox outbox;
    private final Audit audit;
    private final Clock clock;

    @Inject
    PartnerConnecting(
            PartnerRepository partners,
            PartnerTokenRepository tokens,
            PartnerDirectory directory,
            TransactionSynchronizationRegistry transactions,
            Outbox outbox,
            Audit audit,
            Clock clock) {
        this.partners = partners;
        this.tokens = tokens;
        this.directory = directory;
        this.transactions = transactions;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /// @param registrationToken token A, to be handed to the partner outside OCPI; shown once, kept as a hash
    public record Invitation(UUID partnerId, Credential registrationToken) {}

    @Transactional
    public Invitation invite(String name, PartnerKind kind) {
        return invite(name, kind, Credential.generate());
    }

    /// With a registration token agreed beforehand.
    @Transactional
    public Invitation invite(String name, PartnerKind kind, Credential registrationToken) {
        Partner partner = new Partner(name, kind, clock.instant());
        partners.persistAndFlush(partner);
        tokens.insert(partner.id(), Purpose.REGISTRATION, registrationToken.hash(), clock.instant());
        return new Invitation(partner.id(), registrationToken);
    }

    /// A fresh registration token; the one before it ends.
    @Transactional
    public Invitation inviteAgain(UUID partnerId) {
        Partner partner = changed(partnerId);
        partner.inviteAgain(clock.instant());
        tokens.deleteAll(partnerId);
        Credential registrationToken = Credential.generate();
        tokens.insert(partnerId, Purpose.REGISTRATION, registrationToken.hash(), clock.instant());
        return new Invitation(partnerId, registrationToken);
    }

    /// POST credentials, after we called the partner back. Returns the token the partner uses from now on (token C);
    /// token A ends.
    ///
    /// @throws dev.voltaire.problem.ProblemException `WRONG_STATE` when it is connected already
    @Transactional
    public Credential connect(UUID partnerId, Handshake handshake) {
        Partner partner = changed(partnerId);
        partner.connect(handshake, clock.instant());
        tokens.deleteAll(partnerId);
        return issue(partnerId);
    }

    /// PUT credentials. The token before stays good until the new one has been used once: the answer may get lost, and
    /// then the partner knows the old one only.
    @Transactional
    public Credential renew(UUID partnerId, Handshake handshake) {
        Partner partner = changed(partnerId);
        partner.renew(handshake, clock.instant());
        return issue(partnerId);
    }

    /// A registration that we start: the token the partner shall present, stored before it hears of it. What it held
    /// before ends.
    @Transactional
    public Credential offerFirst(UUID partnerId) {
        changed(partnerId).inviteAgain(clock.instant());
        tokens.deleteAll(partnerId);
        return offer(partnerId);
    }

    /// A renewal that we start: one token more, next to those the partner holds.
    @Transactional
    public Credential offerAnother(UUID partnerId) {
        changed(partnerId).requireConnected();
        return offer(partnerId);
    }

    /// The partner took what we offered and gave us its own.
    @Transactional
    public void accepted(UUID partnerId, Credential offered, Handshake handshake) {
        Partner partner = changed(partnerId);
        if (partner.status() == PartnerStatus.INVITED) {
            partner.connect(handshake, clock.instant());
        } else {
            partner.renew(handshake, clock.instant());
        }
        tokens.accept(offered.hash());
        outbox.publish(new PartnerConnected(partnerId));
    }

    /// The partner did not take what we offered.
    @Transactional
    public void withdraw(UUID partnerId, Credential offered) {
        changed(partnerId);
        tokens.delete(offered.hash());
    }

    /// The token that the partner gave us last has worked.
    @Transactional
    public void confirm(UUID partnerId, Credential worked) {
        changed(partnerId).confirm(worked);
    }

    /// DELETE credentials, by either side.
    @Transactional
    public void disconnect(UUID partnerId) {
        changed(partnerId).disconnect(clock.instant());
        tokens.deleteAll(partnerId);
        outbox.publish(new PartnerDisconnected(partnerId));
    }

    @Transactional
    public void suspend(UUID partnerId) {
        changed(partnerId).suspend(clock.instant());
        audit.record("partner-suspended", "partner", partnerId, null, Map.of());
    }

    @Transactional
    public void resume(UUID partnerId) {
        changed(partnerId).resume(clock.instant());
        outbox.publish(new PartnerConnected(partnerId));
        audit.record("partner-resumed", "partner", partnerId, null, Map.of());
    }

    @Transactional
    public void rename(UUID partnerId, String name) {
        changed(partnerId).rename(name, clock.instant());
    }

    @Transactional
    public void adjust(UUID partnerId, PartnerSettings settings) {
        Partner partner = changed(partnerId);
        if (!partner.settings().sharesTokensAs(settings)) {
            outbox.publish(new PartnerAdjusted(partnerId));
        }
        partner.adjust(settings, clock.instant());
        audit.record("partner-adjusted", "partner", partnerId, null, Map.of("settings", settings));
    }

    /// By a person who saw the settings before.
    ///
    /// @throws dev.voltaire.problem.ProblemException `EDIT_CONFLICT` when somebody else was faster
    @Transactional
    public void adjust(UUID partnerId, ExpectedVersion expected, PartnerSettings settings) {
        expected.mustBe(partners.lock(partnerId).revision());
        adjust(partnerId, settings);
    }

    private Credential offer(UUID partnerId) {
        Credential token = Credential.generate();
        tokens.insert(partnerId, Purpose.OFFERED, token.hash(), clock.instant());
        return token;
    }

    private Credential issue(UUID partnerId) {
        Credential token = Credential.generate();
        tokens.insert(partnerId, Purpose.CONNECTION, token.hash(), clock.instant());
        outbox.publish(new PartnerConnected(partnerId));
        return token;
    }

    private Partner changed(UUID partnerId) {
        transactions.registerInterposedSynchronization(new ForgetAfterCompletion(directory, partnerId));
        return partners.lock(partnerId);
    }

    private record ForgetAfterCompletion(PartnerDirectory directory, UUID partnerId) implements Synchronization {
        @Override
        public void beforeCompletion() {}

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                directory.forget(partnerId);
            }
        }
    }
}
