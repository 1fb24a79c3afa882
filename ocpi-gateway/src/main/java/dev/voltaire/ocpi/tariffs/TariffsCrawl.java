package dev.voltaire.ocpi.tariffs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.ocpi.crawl.CrawledModule;
import dev.voltaire.ocpi.crawl.ListedObject;
import dev.voltaire.ocpi.http.Notes;
import dev.voltaire.ocpi.http.OcpiFailure;
import dev.voltaire.partner.ConnectedPartner;
import dev.voltaire.partner.FindingLog;
import dev.voltaire.partner.FindingLog.Finding;
import dev.voltaire.tariff.store.ReceivedTariff;
import dev.voltaire.tariff.store.TariffStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The mirror of a partner's tariffs.
@ApplicationScoped
class TariffsCrawl implements CrawledModule {
    private final TariffStore tariffs;
    private final FindingLog findings;
    private final Clock clock;

    @Inject
    TariffsCrawl(TariffStore tariffs, FindingLog findings, Clock clock) {
        this.tariffs = tariffs;
        this.findings = findings;
        this.clock = clock;
    }

    @Override
    public String module() {
        return "tariffs";
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
        List<ReceivedTariff> received = new ArrayList<>(objects.size());
        List<Finding> odd = new ArrayList<>();
        Instant newest = null;
        int setAside = 0;
        for (JsonNode node : objects) {
            try {
                ListedObject listed = ListedObject.read(partner, node);
                ReceivedTariff tariff = TariffMapping.read(
                        listed.object(), partner, listed.countryCode(), listed.partyId(), clock.instant());
                received.add(tariff);
                Notes notes = new Notes("tariffs", tariff.tariffId(), node);
                TariffOddities.note(listed.object(), notes);
                odd.addAll(notes.findings());
                if (newest == null || tariff.lastUpdated().isAfter(newest)) {
                    newest = tariff.lastUpdated();
                }
            } catch (OcpiFailure unusable) {
                setAside++;
                odd.add(Notes.setAside("tariffs", node, unusable.reason()));
            }
        }
        tariffs.receive(received);
        findings.record(partner.id(), odd);
        return new Intake(setAside, newest);
    }

    @Override
    public void completed(ConnectedPartner partner, Reading reading) {
        tariffs.withdrawUnseen(partner.id(), reading.startedAt());
    }
}
