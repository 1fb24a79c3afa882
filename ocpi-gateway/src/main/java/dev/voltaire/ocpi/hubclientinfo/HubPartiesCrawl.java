package dev.voltaire.ocpi.hubclientinfo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.ocpi.crawl.CrawledModule;
import dev.voltaire.ocpi.http.Notes;
import dev.voltaire.ocpi.http.OcpiFailure;
import dev.voltaire.ocpi.http.OcpiObject;
import dev.voltaire.partner.ConnectedPartner;
import dev.voltaire.partner.FindingLog;
import dev.voltaire.partner.FindingLog.Finding;
import dev.voltaire.partner.HubParties;
import dev.voltaire.partner.HubParty;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The list of parties that a hub keeps.
@ApplicationScoped
class HubPartiesCrawl implements CrawledModule {
    private final HubParties parties;
    private final FindingLog findings;
    private final Clock clock;

    @Inject
    HubPartiesCrawl(HubParties parties, FindingLog findings, Clock clock) {
        this.parties = parties;
        this.findings = findings;
        this.clock = clock;
    }

    @Override
    public String module() {
        return "hubclientinfo";
    }

    @Override
    public Duration pause() {
        return Duration.ofHours(1);
    }

    @Override
    public Duration fullEvery() {
        return Duration.ofDays(1);
    }

    @Override
    public Intake takeIn(ConnectedPartner partner, List<JsonNode> objects) {
        List<Finding> odd = new ArrayList<>();
        Instant newest = null;
        for (JsonNode node : objects) {
            try {
                OcpiObject info = OcpiObject.of(node);
                HubParty party = ClientInfoMapping.read(
                        info,
                        ClientInfoMapping.party(info.requiredText("country_code"), info.requiredText("party_id")),
                        clock.instant());
                parties.receive(partner.id(), party);
                if (newest == null || party.lastUpdated().isAfter(newest)) {
                    newest = party.lastUpdated();
                }
            } catch (OcpiFailure unusable) {
                odd.add(Notes.setAside("hubclientinfo", node, unusable.reason()));
            }
        }
        findings.record(partner.id(), odd);
        return new Intake(odd.size(), newest);
    }

    @Override
    public void completed(ConnectedPartner partner, Reading reading) {
        parties.forgetUnseen(partner.id(), reading.startedAt());
    }
}
