package dev.voltaire.charger;

import dev.voltaire.audit.Audit;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Registers chargers and gives them their password, which is shown once and stored as a hash.
@ApplicationScoped
public class ChargerOnboarding {
    /// OCPP-J 1.6 §3.1.1: at most 48 characters, no colon.
    private static final Pattern IDENTITY = Pattern.compile("[^:/\\p{Cntrl}]{1,48}");

    private final ChargerRepository chargers;
    private final Audit audit;
    private final Clock clock;

    @Inject
    ChargerOnboarding(ChargerRepository chargers, Audit audit, Clock clock) {
        this.chargers = chargers;
        this.audit = audit;
        this.clock = clock;
    }

    /// @param allowedProfileIds who may charge; empty for everybody of the organisation unit
    /// @param password a key chosen by the installer, absent for a new random one
    public record NewCharger(
            String identity,
            UUID organisationUnitId,
            Set<UUID> allowedProfileIds,
            String name,
            @Nullable String brand,
            @Nullable String model,
            @Nullable String password) {
        @Override
        public String toString() {
            return "NewCharger[name=" + name + "]";
        }
    }

    /// The password in clear: the only time it can be read.
    public record Registered(Charger charger, String password) {
        @Override
        public String toString() {
            return "Registered[charger=" + charger.id() + "]";
        }
    }

    @Transactional
    public Registered register(NewCharger wanted) {
        if (!IDENTITY.matcher(wanted.identity()).matches() || wanted.identity().isBlank()) {
            throw ProblemException.invalid(
                    List.of(new Violation("identity", "must have 1 to 48 characters, no colon and no slash")));
        }
        if (wanted.password() != null
                && (wanted.password().length() < 16 || wanted.password().length() > 40)) {
            throw ProblemException.invalid(List.of(new Violation("password", "must have 16 to 40 characters")));
        }
        if (chargers.ofIdentity(wanted.identity()).isPresent()) {
            throw new ProblemException(Problem.ALREADY_EXISTS, wanted.identity());
        }
        String password = Optional.ofNullable(wanted.password()).orElseGet(ChargerPassword::generate);
        Charger charger = new Charger(
                wanted.identity(),
                wanted.organisationUnitId(),
                wanted.allowedProfileIds(),
                wanted.name(),
                wanted.brand(),
                wanted.model(),
                ChargerPassword.of(password),
                clock.instant());
        chargers.persist(charger);
        return new Registered(charger, password);
    }

    /// The old password stops working at once; the open connection stays.
    @Transactional
    public Registered rotatePassword(UUID chargerId) {
        Charger charger = required(chargerId);
        String password = ChargerPassword.generate();
        charger.changePassword(ChargerPassword.of(password));
        recorded("home-charger-password-rotated", charger);
        return new Registered(charger, password);
    }

    @Transactional
    public Charger allow(UUID chargerId, Set<UUID> profileIds) {
        Charger charger = required(chargerId);
        charger.allow(profileIds);
        return recorded("home-charger-drivers-changed", charger);
    }

    @Transactional
    public Charger rename(UUID chargerId, String name) {
        Charger charger = required(chargerId);
        charger.rename(name);
        return recorded("home-charger-renamed", charger);
    }

    @Transactional
    public Charger behaves(UUID chargerId, Quirks quirks) {
        Charger charger = required(chargerId);
        charger.behaves(quirks);
        return recorded("home-charger-settings-changed", charger);
    }

    @Transactional
    public void retire(UUID chargerId) {
        Charger charger = required(chargerId);
        charger.retire(clock.instant());
        recorded("home-charger-retired", charger);
    }

    private Charger recorded(String action, Charger charger) {
        audit.record(action, "home-charger", charger.id(), charger.organisationUnitId(), Map.of());
        return charger;
    }

    private Charger required(UUID chargerId) {
        return chargers.findByIdOptional(chargerId).orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }
}
