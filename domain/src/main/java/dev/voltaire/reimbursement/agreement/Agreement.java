package dev.voltaire.reimbursement.agreement;

import dev.voltaire.driver.Profile;
import dev.voltaire.organisation.OrganisationUnit;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.reimbursement.Purpose;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;
import org.jspecify.annotations.Nullable;

/// What employer and driver agreed about charging at one place. Only an active or ended agreement counts, for the days
/// from its start until, if it ended, its end.
@Entity
@Table(name = "reimbursement_agreement")
public class Agreement {
    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private UUID id;

    @Version
    private int version;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "organisation_unit_id")
    private OrganisationUnit organisationUnit;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "profile_id")
    private Profile profile;

    @Column
    @Enumerated(EnumType.STRING)
    private Origin origin;

    @Column
    @Enumerated(EnumType.STRING)
    private State state;

    @Column(name = "charger_id")
    private @Nullable UUID chargerId;

    @Column(name = "location_country")
    private @Nullable String locationCountry;

    @Column(name = "location_party")
    private @Nullable String locationParty;

    @Column(name = "location_reference")
    private @Nullable String locationReference;

    @Column
    @Enumerated(EnumType.STRING)
    private Target target;

    @Column(name = "token_id")
    private @Nullable UUID tokenId;

    @Column(name = "default_purpose")
    @Enumerated(EnumType.STRING)
    private Purpose defaultPurpose;

    @Column(name = "reassign_days")
    private int reassignDays;

    @Column(name = "starts_on")
    private LocalDate startsOn;

    @Column(name = "ends_on")
    private @Nullable LocalDate endsOn;

    @Column
    private @Nullable String note;

    @Column(name = "decision_note")
    private @Nullable String decisionNote;

    @Column(name = "requested_by")
    private String requestedBy;

    @Column(name = "requested_at")
    private Instant requestedAt;

    @Column(name = "decided_by")
    private @Nullable String decidedBy;

    @Column(name = "decided_at")
    private @Nullable Instant decidedAt;

    @Column(name = "activated_at")
    private @Nullable Instant activatedAt;

    @Column(name = "ended_by")
    private @Nullable String endedBy;

    @Column(name = "ended_at")
    private @Nullable Instant endedAt;

    /// Who made the first step.
    public enum Origin {
        INVITED,
        REQUESTED
    }

    /// REQUESTED waits for the employer, APPROVED for the driver.
    public enum State {
        REQUESTED,
        APPROVED,
        ACTIVE,
        ENDED,
        REJECTED
    }

    /// Whose charging counts.
    public enum Target {
        /// One card or virtual token.
        TOKEN,
        /// Whatever the driver charges with.
        PROFILE,
        /// Everybody of the driver's organisation unit, to the driver whose home it is.
        UNIT
    }

    /// A location at the driver's home that another operator runs.
    public record PartnerLocation(String country, String party, String reference) {}

    /// @param chargerId ours, at the driver's home; or `location`; both absent until the driver has one
    /// @param tokenId with TOKEN only
    /// @param reassignDays how long after a session the driver may say what it was for
    public record Terms(
            @Nullable UUID chargerId,
            @Nullable PartnerLocation location,
            Target target,
            @Nullable UUID tokenId,
            Purpose defaultPurpose,
            int reassignDays,
            LocalDate startsOn,
            @Nullable String note) {}

    @SuppressWarnings("NullAway.Init")
    protected Agreement() {}

    @SuppressWarnings("NullAway.Init")
    Agreement(Profile profile, Origin origin, Terms terms, String by, Instant at) {
        profile.mustBeActive();
        this.profile = profile;
        this.organisationUnit = profile.organisationUnit();
        this.origin = origin;
        this.requestedBy = by;
        this.requestedAt = at;
        this.note = terms.note();
        take(terms);
        this.state = State.REQUESTED;
        if (origin == Origin.INVITED) {
            decide(State.APPROVED, null, by, at);
        }
    }

    /// The driver's home charger, or the location another operator runs there.
    private void take(Terms terms) {
        chargerId = terms.chargerId();
        at(terms.location());
        target = terms.target();
        tokenId = terms.tokenId();
        defaultPurpose = terms.defaultPurpose();
        reassignDays = terms.reassignDays();
        startsOn = terms.startsOn();
    }

    private void at(@Nullable PartnerLocation location) {
        locationCountry = location == null ? null : location.country();
        locationParty = location == null ? null : location.party();
        locationReference = location == null ? null : location.reference();
    }

    /// @param terms what the employer agrees to; absent: as they were asked for
    void approve(@Nullable Terms terms, @Nullable String decision, String by, Instant at) {
        mustBe(State.REQUESTED);
        if (terms != null) {
            take(terms);
        }
        decide(State.APPROVED, decision, by, at);
    }

    /// The employer refuses a request, or the driver an offer.
    void reject(@Nullable String decision, String by, Instant at) {
        if (state != State.REQUESTED && state != State.APPROVED) {
            mustBe(State.REQUESTED);
        }
        decide(State.REJECTED, decision, by, at);
    }

    private void decide(State decided, @Nullable String decision, String by, Instant at) {
        state = decided;
        decisionNote = decision;
        decidedBy = by;
        decidedAt = at;
    }

    void useCharger(UUID charger) {
        mustBe(State.APPROVED);
        at(null);
        chargerId = charger;
    }

    /// The driver agrees, and there is a place to charge at.
    void activate(Instant at) {
        mustBe(State.APPROVED);
        if (chargerId == null && locationReference == null) {
            throw new ProblemException(Problem.CHARGER_MISSING);
        }
        state = State.ACTIVE;
        activatedAt = at;
    }

    /// @param lastDay the first day it no longer counts
    void end(LocalDate lastDay, String by, Instant at) {
        mustBe(State.ACTIVE);
        state = State.ENDED;
        endsOn = lastDay.isBefore(startsOn) ? startsOn : lastDay;
        endedBy = by;
        endedAt = at;
    }

    private void mustBe(State wanted) {
        if (state != wanted) {
            throw new ProblemException(Problem.WRONG_STATE, profile.name(), state);
        }
    }

    public UUID id() {
        return id;
    }

    public int version() {
        return version;
    }

    public OrganisationUnit organisationUnit() {
        return organisationUnit;
    }

    /// Who is paid.
    public Profile profile() {
        return profile;
    }

    public Origin origin() {
        return origin;
    }

    public State state() {
        return state;
    }

    public Terms terms() {
        return new Terms(chargerId, location(), target, tokenId, defaultPurpose, reassignDays, startsOn, note);
    }

    private @Nullable PartnerLocation location() {
        return locationCountry == null || locationParty == null || locationReference == null
                ? null
                : new PartnerLocation(locationCountry, locationParty, locationReference);
    }

    /// Exclusive.
    public @Nullable LocalDate endsOn() {
        return endsOn;
    }

    public @Nullable String decisionNote() {
        return decisionNote;
    }

    public String requestedBy() {
        return requestedBy;
    }

    public Instant requestedAt() {
        return requestedAt;
    }

    public @Nullable String decidedBy() {
        return decidedBy;
    }

    public @Nullable Instant decidedAt() {
        return decidedAt;
    }

    public @Nullable Instant activatedAt() {
        return activatedAt;
    }

    public @Nullable String endedBy() {
        return endedBy;
    }

    public @Nullable Instant endedAt() {
        return endedAt;
    }
}
