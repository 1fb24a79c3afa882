package dev.voltaire.ocpi.cdrs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.cdr.CdrReconciliation;
import dev.voltaire.cdr.Reception;
import dev.voltaire.ocpi.crawl.CrawledModule;
import dev.voltaire.ocpi.crawl.ListedObject;
import dev.voltaire.ocpi.http.Notes;
import dev.voltaire.ocpi.http.OcpiFailure;
import dev.voltaire.ocpi.http.OwnParty;
import dev.voltaire.ocpi.http.RawJson;
import dev.voltaire.partner.ConnectedPartner;
import dev.voltaire.partner.FindingLog;
import dev.voltaire.partner.FindingLog.Finding;
import dev.voltaire.value.PartyId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the partner's list of CDRs, so that none is lost that was never pushed or got lost on its way. The full
/// reading of a day compares the last weeks and is reported.
@ApplicationScoped
class CdrsCrawl implements CrawledModule {
    private final CdrReconciliation reconciliation;
    private final FindingLog findings;
    private final OwnParty self;

    @Inject
    CdrsCrawl(CdrReconciliation reconciliation, FindingLog findings, OwnParty self) {
        this.self = self;
        this.reconciliation = reconciliation;
        this.findings = findings;
    }

    @Override
    public String module() {
        return "cdrs";
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
    public Optional<Duration> horizon() {
        return Optional.of(Duration.ofDays(45));
    }

    @Override
    public Intake takeIn(ConnectedPartner partner, List<JsonNode> objects) {
        List<Finding> odd = new ArrayList<>();
        Instant newest = null;
        int setAside = 0;
        for (JsonNode node : objects) {
            Reception outcome;
            Instant changedAt = null;
            try {
                ListedObject listed = ListedObject.read(partner, node);
                changedAt = listed.object().instant("last_updated");
                outcome = reconciliation.takeIn(partner.id(), owner(listed), bytes(node), changedAt);
            } catch (OcpiFailure unusable) {
                outcome = reconciliation.refuse(partner.id(), keeper(partner), bytes(node), unusable.reason());
            }
            switch (outcome) {
                case Reception.Unreadable unreadable -> {
                    setAside++;
                    if (!unreadable.repeated()) {
                        odd.add(Notes.setAside("cdrs", node, unreadable.reason()));
                    }
                }
                case Reception.Conflicting conflicting ->
                    odd.add(new Finding(
                            "cdrs", node.path("id").asText("?"), "listed-otherwise", "not as it was pushed"));
                case Reception.Stored stored -> {}
                case Reception.AlreadyStored known -> {}
            }
            if (changedAt != null && (newest == null || changedAt.isAfter(newest))) {
                newest = changedAt;
            }
        }
        findings.record(partner.id(), odd);
        return new Intake(setAside, newest);
    }

    @Override
    public void completed(ConnectedPartner partner, Reading reading) {
        reconciliation.report(partner.id(), reading.startedAt(), reading.since(), reading.objects());
    }

    private static PartyId owner(ListedObject listed) {
        try {
            return new PartyId(listed.countryCode(), listed.partyId());
        } catch (IllegalArgumentException malformed) {
            throw OcpiFailure.invalid("The CDR names no valid party");
        }
    }

    /// Of whom an object is kept whose owner cannot be told.
    private PartyId keeper(ConnectedPartner partner) {
        return partner.addressee()
                .map(role -> new PartyId(role.countryCode(), role.partyId()))
                .orElse(self.party());
    }

    private static byte[] bytes(JsonNode node) {
        return RawJson.text(node).getBytes(StandardCharsets.UTF_8);
    }
}
