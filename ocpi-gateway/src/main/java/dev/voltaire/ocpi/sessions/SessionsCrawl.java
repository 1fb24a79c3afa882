package dev.voltaire.ocpi.sessions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.ocpi.crawl.CrawledModule;
import dev.voltaire.ocpi.crawl.ListedObject;
import dev.voltaire.ocpi.http.Notes;
import dev.voltaire.ocpi.http.OcpiFailure;
import dev.voltaire.partner.ConnectedPartner;
import dev.voltaire.partner.FindingLog;
import dev.voltaire.partner.FindingLog.Finding;
import dev.voltaire.session.RoamingSessions;
import dev.voltaire.session.RoamingSessions.Fact;
import dev.voltaire.value.PartyId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the partner's list of sessions: pushes that we missed are not repeated. A session that is not listed is not
/// gone; the list of a partner reaches back as far as it likes.
@ApplicationScoped
class SessionsCrawl implements CrawledModule {
    private final RoamingSessions sessions;
    private final FindingLog findings;
    private final Clock clock;

    @Inject
    SessionsCrawl(RoamingSessions sessions, FindingLog findings, Clock clock) {
        this.sessions = sessions;
        this.findings = findings;
        this.clock = clock;
    }

    @Override
    public String module() {
        return "sessions";
    }

    @Override
    public Duration pause() {
        return Duration.ofMinutes(15);
    }

    @Override
    public Duration fullEvery() {
        return Duration.ofDays(1);
    }

    @Override
    public Optional<Duration> horizon() {
        return Optional.of(Duration.ofDays(7));
    }

    @Override
    public Intake takeIn(ConnectedPartner partner, List<JsonNode> objects) {
        List<Finding> odd = new ArrayList<>();
        Instant newest = null;
        for (JsonNode node : objects) {
            try {
                ListedObject listed = ListedObject.read(partner, node);
                PartyId party = SessionMapping.party(listed.countryCode(), listed.partyId());
                Fact fact = SessionMapping.read(
                                listed.object(), party, listed.object().node().get("charging_periods"), false)
                        .orIn(partner.settings().currency());
                sessions.receive(partner.id(), fact, clock.instant());
                if (newest == null || fact.lastUpdated().isAfter(newest)) {
                    newest = fact.lastUpdated();
                }
            } catch (OcpiFailure unusable) {
                odd.add(Notes.setAside("sessions", node, unusable.reason()));
            }
        }
        findings.record(partner.id(), odd);
        return new Intake(odd.size(), newest);
    }

    @Override
    public void completed(ConnectedPartner partner, Reading reading) {}
}
