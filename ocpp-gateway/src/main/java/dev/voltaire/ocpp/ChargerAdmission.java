package dev.voltaire.ocpp;

import dev.voltaire.charger.ChargerAccess;
import dev.voltaire.charger.ChargerCredentials;
import dev.voltaire.charger.ChargerPassword;
import dev.voltaire.charger.ChargerRepository;
import dev.voltaire.ocpp.connection.Admission;
import dev.voltaire.ocpp.connection.BasicCredentials;
import dev.voltaire.ocpp.connection.Peer;
import dev.voltaire.ocpp.connection.SecurityProfile;
import dev.voltaire.ocpp.connection.Standing;
import dev.voltaire.ocpp.wire.OcppVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Who may open a socket: a registered charger whose user name or certificate agrees with its URL, at its minimum
/// security profile or above. The URL alone proves nothing.
@ApplicationScoped
public class ChargerAdmission implements Admission {
    private static final Set<OcppVersion> VERSIONS = Set.copyOf(EnumSet.allOf(OcppVersion.class));

    private final ChargerRepository chargers;
    private final ChargerCredentials credentials;
    private final Optional<String> organisation;
    private final FailedAttempts failures;

    @Inject
    ChargerAdmission(
            ChargerRepository chargers, ChargerCredentials credentials, OcppConfiguration configuration, Clock clock) {
        this.organisation = configuration.mutualTls().organisation();
        this.chargers = chargers;
        this.credentials = credentials;
        this.failures = new FailedAttempts(clock);
    }

    @Override
    public Verdict admit(Applicant applicant) {
        Optional<Duration> wait = failures.mustWait(applicant.remoteAddress(), applicant.identity());
        if (wait.isPresent()) {
            return new Verdict.TooManyFailures(wait.get());
        }
        Optional<ChargerAccess> found = chargers.accessOf(applicant.identity());
        if (found.isEmpty()) {
            return new Verdict.UnknownIdentity();
        }
        ChargerAccess charger = found.get();
        if (!proven(applicant, charger)) {
            failures.failed(applicant.remoteAddress(), applicant.identity());
            return new Verdict.WrongCredentials();
        }
        failures.succeeded(applicant.remoteAddress(), applicant.identity());
        settle(applicant, charger);
        return new Verdict.Admitted(peer(charger));
    }

    /// The first connection after a change shows what the charger made of it.
    private void settle(Applicant applicant, ChargerAccess charger) {
        ChargerPassword next = charger.nextPassword();
        if (next != null && applicant.credentials().isPresent()) {
            if (next.matches(applicant.credentials().get().password())) {
                credentials.take(charger.id());
            } else {
                credentials.drop(charger.id());
            }
        }
        if (charger.moves()) {
            credentials.raise(charger.id(), applicant.profile().number());
        }
    }

    private boolean proven(Applicant applicant, ChargerAccess charger) {
        if (applicant.profile().number() < charger.minimumSecurity()) {
            return false;
        }
        if (applicant.profile() == SecurityProfile.CLIENT_CERTIFICATE) {
            return applicant
                    .certificate()
                    .filter(certificate -> certificate.commonName().equals(charger.identity()))
                    .filter(certificate ->
                            organisation.isEmpty() || organisation.get().equals(certificate.organisation()))
                    .isPresent();
        }
        Optional<BasicCredentials> credentials = applicant.credentials();
        return credentials.isPresent()
                && credentials.get().username().equals(charger.identity())
                && (charger.password().matches(credentials.get().password())
                        || charger.nextPassword() != null
                                && charger.nextPassword()
                                        .matches(credentials.get().password()));
    }

    private static Peer peer(ChargerAccess charger) {
        Integer ping = charger.quirks().pingSeconds();
        return new Peer(
                charger.id(),
                charger.identity(),
                Standing.of(charger.registration()),
                VERSIONS,
                charger.quirks().assumeOcpp16() ? Optional.of(OcppVersion.V16) : Optional.empty(),
                charger.quirks().strict(),
                !charger.quirks().noTrigger(),
                ping == null ? Optional.empty() : Optional.of(Duration.ofSeconds(ping)),
                Optional.ofNullable(charger.startDelayMillis()).map(Duration::ofMillis));
    }
}
