package dev.voltaire.ocpi.cdrs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.cdr.CdrReconciliation;
import dev.voltaire.cdr.Reception;
import dev.voltaire.ocpi.crawl.CrawledModule;
import dev.voltaire.ocpi.crawl.ListedObject;
import dev.voltaire.ocpi.http.Notes;
import dev.voltaire.ocpi.http.OcpiFailure;
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

    @Inject
    CdrsCrawl(CdrReconciliation reconciliation, FindingLog findings) {
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
            try {
                ListedObject listed = ListedObject.read(partner, node);
                Instant changedAt = listed.object().instant("last_updated");
                Reception outcome = reconciliation.takeIn(partner.id(), owner(listed), bytes(node), changedAt);
                switch (outcome) {
                    case Reception.Unreadable unreadable -> throw OcpiFailure.invalid(unreadable.reason());
                    case Reception.Conflicting conflicting ->
                        odd.add(new Finding(
                                "cdrs",
                                listed.object().requiredText("id"),
                                "listed-otherwise",
                                "not as it was pushed"));
                    case Reception.Stored stored -> {}
                    case Reception.AlreadyStored known -> {}
                }
                if (changedAt != null && (newest == null || changedAt.isAfter(newest))) {
                    newest = changedAt;
                }
            } catch (OcpiFailure unusable) {
                setAside++;
                odd.add(Notes.setAside("cdrs", node, unusable.reason()));
            }
        }
        findings.record(partner.id(), odd);
        return new Intake(setAside, newest);
    }

    @Override
    public void completed(ConnectedPartner partner, Reading reading) {
        reconciliation.report(
                partner.id(), reading.startedAt(), reading.since(), reading.objects(), reading.setAside());
    }

    private static PartyId owner(ListedObject listed) {
        try {
            return new PartyId(listed.countryCode(), listed.partyId());
        } catch (IllegalArgumentException malformed) {
            throw OcpiFailure.invalid("The CDR names no valid party");
        }
    }

    private static byte[] bytes(JsonNode node) {
        return RawJson.text(node).getBytes(StandardCharsets.UTF_8);
    }
}
