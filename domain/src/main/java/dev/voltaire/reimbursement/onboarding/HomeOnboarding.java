package dev.voltaire.reimbursement.onboarding;

import dev.voltaire.audit.Audit;
import dev.voltaire.charger.ChargerModels;
import dev.voltaire.charger.ChargerOnboarding;
import dev.voltaire.charger.ChargerPlaces;
import dev.voltaire.charger.ChargerRepository;
import dev.voltaire.driver.Profile;
import dev.voltaire.driver.ProfileRepository;
import dev.voltaire.identity.Caller;
import dev.voltaire.organisation.OrganisationUnitRepository;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.reimbursement.agreement.Agreement;
import dev.voltaire.reimbursement.agreement.AgreementRepository;
import dev.voltaire.reimbursement.agreement.Agreements;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Registers chargers with their model's quirks, their place and their host.
@ApplicationScoped
public class HomeOnboarding {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final int IDENTITY_CHARACTERS = 10;

    private final ChargerOnboarding chargers;
    private final ChargerRepository repository;
    private final ChargerModels models;
    private final ChargerPlaces places;
    private final OrganisationUnitRepository units;
    private final ProfileRepository profiles;
    private final AgreementRepository agreements;
    private final Agreements agreeing;
    private final Audit audit;
    private final Clock clock;

    @Inject
    HomeOnboarding(
            ChargerOnboarding chargers,
            ChargerRepository repository,
            ChargerModels models,
            ChargerPlaces places,
            OrganisationUnitRepository units,
            ProfileRepository profiles,
            AgreementRepository agreements,
            Agreements agreeing,
            Audit audit,
            Clock clock) {
        this.chargers = chargers;
        this.repository = repository;
        this.models = models;
        this.places = places;
        this.units = units;
        this.profiles = profiles;
        this.agreements = agreements;
        this.agreeing = agreeing;
        this.audit = audit;
        this.clock = clock;
    }

    /// @param identity its OCPP identity; absent for a new random one
    /// @param allowedProfileIds who may charge; empty for everybody of the organisation unit
    /// @param hostProfileId whose home it is
    /// @param modelId of the model table; otherwise brand and model as somebody wrote them
    /// @param password absent for a new random one
    public record Wanted(
            @Nullable String identity,
            UUID organisationUnitId,
            String name,
            Set<UUID> allowedProfileIds,
            @Nullable UUID hostProfileId,
            @Nullable UUID modelId,
            @Nullable String brand,
            @Nullable String model,
            ChargerPlaces.@Nullable Place place,
            @Nullable String password) {
        @Override
        public String toString() {
            return "Wanted[name=" + name + "]";
        }
    }

    /// By a manager. Everybody named must be within reach.
    @Transactional
    public ChargerOnboarding.Registered register(Wanted wanted, Caller caller) {
        units.get(wanted.organisationUnitId(), caller.reach());
        wanted.allowedProfileIds().forEach(profile -> profiles.get(profile, caller.reach()));
        if (wanted.hostProfileId() != null) {
            profiles.get(wanted.hostProfileId(), caller.reach());
        }
        return store(wanted, caller);
    }

    /// By the driver, under an agreement the employer approved: it becomes active with the new charger, which only this
    /// driver may use.
    @Transactional
    public ChargerOnboarding.Registered registerOwn(
            UUID agreementId,
            String name,
            @Nullable UUID modelId,
            ChargerPlaces.@Nullable Place place,
            Caller.SignedIn driver) {
        Agreement agreement = agreements.ownedBy(driver.userId(), agreementId);
        if (agreement.state() != Agreement.State.APPROVED
                || agreement.terms().chargerId() != null
                || agreement.terms().location() != null) {
            throw new ProblemException(Problem.WRONG_STATE, agreement.profile().name(), agreement.state());
        }
        Profile profile = agreement.profile();
        boolean wholeUnit = agreement.terms().target() == Agreement.Target.UNIT;
        ChargerOnboarding.Registered registered = store(
                new Wanted(
                        null,
                        profile.organisationUnit().id(),
                        name,
                        wholeUnit ? Set.of() : Set.of(profile.id()),
                        profile.id(),
                        modelId,
                        null,
                        null,
                        place,
                        null),
                driver);
        agreeing.accept(agreementId, registered.charger().id(), driver);
        return registered;
    }

    /// The host may give the charger a new password; shown once, like the first.
    @Transactional
    public ChargerOnboarding.Registered rotateOwnPassword(UUID chargerId, Caller.SignedIn driver) {
        mustHost(chargerId, driver);
        return chargers.rotatePassword(chargerId);
    }

    void mustHost(UUID chargerId, Caller.SignedIn driver) {
        if (places.hostProfile(chargerId, driver.userId()).isEmpty()) {
            throw new ProblemException(Problem.NOT_FOUND);
        }
    }

    private ChargerOnboarding.Registered store(Wanted wanted, Caller caller) {
        ChargerModels.Facts facts =
                wanted.modelId() == null ? null : models.get(wanted.modelId()).facts();
        ChargerOnboarding.Registered registered = chargers.register(new ChargerOnboarding.NewCharger(
                Objects.requireNonNullElseGet(wanted.identity(), HomeOnboarding::randomIdentity),
                wanted.organisationUnitId(),
                wanted.allowedProfileIds(),
                wanted.name(),
                facts == null ? wanted.brand() : facts.brand(),
                facts == null ? wanted.model() : facts.model(),
                wanted.password()));
        UUID id = registered.charger().id();
        repository.flush();
        if (facts != null) {
            models.applyTo(id, facts);
        }
        if (wanted.place() != null) {
            places.put(id, wanted.place());
        }
        if (wanted.hostProfileId() != null) {
            places.host(id, wanted.hostProfileId(), caller.name(), clock.instant());
        }
        recorded("home-charger-registered", id, wanted.organisationUnitId());
        return registered;
    }

    private void recorded(String action, UUID chargerId, UUID unit) {
        audit.record(action, "home-charger", chargerId, unit, Map.of());
    }

    private static String randomIdentity() {
        StringBuilder identity = new StringBuilder("VH-");
        for (int i = 0; i < IDENTITY_CHARACTERS; i++) {
            identity.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return identity.toString();
    }
}
