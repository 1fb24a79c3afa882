package dev.voltaire.reimbursement.agreement;

import dev.voltaire.audit.Audit;
import dev.voltaire.driver.FourEyes;
import dev.voltaire.driver.Profile;
import dev.voltaire.driver.ProfileRepository;
import dev.voltaire.identity.Caller;
import dev.voltaire.outbox.Outbox;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.problem.Violation;
import dev.voltaire.value.ExpectedVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Employer and driver come to an agreement, and end it. Both must want it: what one asks for or offers, the other
/// decides.
@ApplicationScoped
public class Agreements {
    private final FourEyes fourEyes;
    private final AgreementRepository agreements;
    private final ProfileRepository profiles;
    private final Outbox outbox;
    private final Audit audit;
    private final Clock clock;

    @Inject
    Agreements(
            FourEyes fourEyes,
            AgreementRepository agreements,
            ProfileRepository profiles,
            Outbox outbox,
            Audit audit,
            Clock clock) {
        this.fourEyes = fourEyes;
        this.agreements = agreements;
        this.profiles = profiles;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /// By the employer, for a driver of its units.
    @Transactional
    public Agreement invite(UUID profileId, Agreement.Terms terms, Caller caller) {
        fourEyes.demand(profileId, caller);
        return open(profiles.get(profileId, caller.reach()), Agreement.Origin.INVITED, terms, caller);
    }

    /// By the driver, for an own profile. A whole unit's charging is not a driver's to ask for.
    @Transactional
    public Agreement request(UUID profileId, Agreement.Terms terms, Caller.SignedIn driver) {
        if (terms.target() == Agreement.Target.UNIT) {
            throw new ProblemException(Problem.ACCESS_DENIED);
        }
        return open(profiles.ownedBy(driver.userId(), profileId), Agreement.Origin.REQUESTED, terms, driver);
    }

    /// @throws ProblemException ALREADY_EXISTS while another one for the same place is undecided
    private Agreement open(Profile profile, Agreement.Origin origin, Agreement.Terms terms, Caller caller) {
        Agreement agreement = new Agreement(profile, origin, terms, caller.name(), clock.instant());
        check(agreement);
        if (terms.location() == null && agreements.undecided(profile.id(), terms.chargerId())) {
            throw new ProblemException(Problem.ALREADY_EXISTS);
        }
        agreements.persistAndFlush(agreement);
        return recorded(
                agreement,
                origin == Agreement.Origin.INVITED
                        ? "reimbursement-agreement-offered"
                        : "reimbursement-agreement-requested");
    }

    /// @param terms what is agreed to; absent: as asked for
    @Transactional
    public Agreement approve(
            UUID id,
            ExpectedVersion expected,
            Agreement.@Nullable Terms terms,
            @Nullable String decision,
            Caller caller) {
        Agreement agreement = agreements.get(id, caller.reach());
        expected.mustBe(agreement.version());
        fourEyes.demand(agreement.profile().id(), caller);
        agreement.approve(terms, decision, caller.name(), clock.instant());
        check(agreement);
        return recorded(agreement, "reimbursement-agreement-approved");
    }

    @Transactional
    public Agreement reject(UUID id, ExpectedVersion expected, @Nullable String decision, Caller caller) {
        Agreement agreement = agreements.get(id, caller.reach());
        expected.mustBe(agreement.version());
        agreement.reject(decision, caller.name(), clock.instant());
        return recorded(agreement, "reimbursement-agreement-rejected");
    }

    /// The driver agrees to what was offered or approved.
    ///
    /// @param chargerId where the agreement names no place yet
    @Transactional
    public Agreement accept(UUID id, @Nullable UUID chargerId, Caller.SignedIn driver) {
        Agreement agreement = agreements.ownedBy(driver.userId(), id);
        if (chargerId != null) {
            agreement.useCharger(chargerId);
        }
        return activate(agreement);
    }

    /// On behalf of a driver who agreed on paper.
    @Transactional
    public Agreement activate(UUID id, ExpectedVersion expected, @Nullable UUID chargerId, Caller caller) {
        Agreement agreement = agreements.get(id, caller.reach());
        expected.mustBe(agreement.version());
        fourEyes.demand(agreement.profile().id(), caller);
        if (chargerId != null) {
            agreement.useCharger(chargerId);
        }
        return activate(agreement);
    }

    private Agreement activate(Agreement agreement) {
        agreement.activate(clock.instant());
        check(agreement);
        agreements.lock(agreement);
        if (agreements.clashes(agreement)) {
            throw new ProblemException(Problem.ALREADY_EXISTS);
        }
        outbox.publish(new AgreementChanged(agreement.id()));
        return recorded(agreement, "reimbursement-agreement-activated");
    }

    /// The driver declines an offer, takes back a request, or ends an agreement.
    @Transactional
    public Agreement leave(UUID id, Caller.SignedIn driver) {
        Agreement agreement = agreements.ownedBy(driver.userId(), id);
        if (agreement.state() == Agreement.State.ACTIVE) {
            return end(agreement, today(), driver);
        }
        agreement.reject(null, driver.name(), clock.instant());
        return recorded(agreement, "reimbursement-agreement-rejected");
    }

    /// @param endsOn the first day it no longer counts; absent: today
    @Transactional
    public Agreement end(UUID id, ExpectedVersion expected, @Nullable LocalDate endsOn, Caller caller) {
        Agreement agreement = agreements.get(id, caller.reach());
        expected.mustBe(agreement.version());
        return end(agreement, endsOn == null ? today() : endsOn, caller);
    }

    private Agreement end(Agreement agreement, LocalDate endsOn, Caller caller) {
        agreement.end(endsOn, caller.name(), clock.instant());
        outbox.publish(new AgreementChanged(agreement.id()));
        return recorded(agreement, "reimbursement-agreement-ended");
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private void check(Agreement agreement) {
        Agreement.Terms terms = agreement.terms();
        if ((terms.target() == Agreement.Target.TOKEN) != (terms.tokenId() != null)) {
            throw ProblemException.invalid(List.of(new Violation("tokenId", "validation.token-of-target")));
        }
        if (terms.chargerId() != null && terms.location() != null) {
            throw ProblemException.invalid(List.of(new Violation("location", "validation.charger-or-location")));
        }
        if (terms.tokenId() != null
                && !agreements.tokenIsOf(terms.tokenId(), agreement.profile().id())) {
            throw new ProblemException(Problem.NOT_FOUND);
        }
        if (terms.chargerId() != null && !agreements.chargerServes(terms.chargerId(), agreement)) {
            throw new ProblemException(Problem.NOT_FOUND);
        }
    }

    private Agreement recorded(Agreement agreement, String action) {
        agreements.flush();
        audit.record(
                action,
                "reimbursement-agreement",
                agreement.id(),
                agreement.organisationUnit().id(),
                Map.of("profileId", agreement.profile().id(), "state", agreement.state()));
        return agreement;
    }
}
