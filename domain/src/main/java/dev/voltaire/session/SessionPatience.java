package dev.voltaire.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// How long a session at a partner may be silent, and how long after its end its CDR may take.
@ApplicationScoped
class SessionPatience {
    /// A CDR names its session, or is the session's by the reference of our authorisation.
    static final String NO_CDR = "not exists (select from cpo_cdr c where c.country_code = s.country_code"
            + " and c.party_id = s.party_id and c.session_reference = s.external_id)"
            + " and not exists (select from msp_cdr m where m.session_id = s.id)";

    private final Duration silence;
    private final Duration cdr;

    @Inject
    SessionPatience(
            @ConfigProperty(name = "voltaire.session.roaming-silence", defaultValue = "1D") Duration silence,
            @ConfigProperty(name = "voltaire.session.cdr-patience", defaultValue = "7D") Duration cdr) {
        this.silence = silence;
        this.cdr = cdr;
    }

    /// Since the last report of a session that has not ended.
    Duration silence() {
        return silence;
    }

    /// Since the end of a session without a CDR.
    Duration cdr() {
        return cdr;
    }

    /// A condition on `s`: neither ended nor heard of for too long.
    String silent() {
        return "s.origin = 'ROAMING' and s.status in ('PENDING', 'ACTIVE', 'RESERVATION')"
                + " and s.last_updated < now() - interval '" + silence.toSeconds() + " seconds'";
    }

    /// A condition on `s`: ended too long ago for a CDR not to be there.
    String withoutCdr() {
        return "s.origin = 'ROAMING' and s.status = 'COMPLETED' and coalesce(s.ended_at, s.started_at)"
                + " < now() - interval '" + cdr.toSeconds() + " seconds' and " + NO_CDR;
    }
}
