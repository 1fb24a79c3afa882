package dev.voltaire.ocpi.locations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.location.LocationKey;
import dev.voltaire.location.LocationReception;
import dev.voltaire.location.ReceivedLocation;
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
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The mirror of a partner's locations.
@ApplicationScoped
class LocationsCrawl implements CrawledModule {
    private static final int LONGEST_ID = 39;

    private final LocationReception locations;
    private final TariffStore tariffs;
    private final FindingLog findings;
    private final Clock clock;

    @Inject
    LocationsCrawl(LocationReception locations, TariffStore tariffs, FindingLog findings, Clock clock) {
        this.locations = locations;
        this.tariffs = tariffs;
        this.findings = findings;
        this.clock = clock;
    }

    @Override
    public String module() {
        return "locations";
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
        List<ReceivedLocation> received = new ArrayList<>(objects.size());
        List<ReceivedTariff> inlined = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        List<Finding> odd = new ArrayList<>();
        Instant newest = null;
        int setAside = 0;
        for (JsonNode node : objects) {
            try {
                ListedObject listed = ListedObject.read(partner, node);
                String id = listed.object().requiredText("id", LONGEST_ID);
                Notes notes = new Notes("locations", id, node);
                ReceivedLocation location = LocationMapping.location(
                        listed.object(),
                        new LocationKey(partner.id(), listed.countryCode(), listed.partyId(), id),
                        clock.instant(),
                        notes);
                if (!seen.add(id.toLowerCase(Locale.ROOT))) {
                    notes.add("listed-twice", null);
                }
                received.add(location);
                inlined.addAll(InlinedTariffs.in(partner, listed.object(), location, notes));
                odd.addAll(notes.findings());
                if (newest == null || location.lastUpdated().isAfter(newest)) {
                    newest = location.lastUpdated();
                }
            } catch (OcpiFailure unusable) {
                setAside++;
                odd.add(Notes.setAside("locations", node, unusable.reason()));
            }
        }
        if (!received.isEmpty()) {
            locations.receive(received);
        }
        if (!inlined.isEmpty()) {
            tariffs.receive(inlined);
        }
        findings.record(partner.id(), odd);
        return new Intake(setAside, newest);
    }

    @Override
    public void completed(ConnectedPartner partner, Reading reading) {
        locations.withdrawUnseen(partner.id(), reading.startedAt());
        findings.record(
                partner.id(),
                locations.evsesAtSeveralPlaces(partner.id()).stream()
                        .map(twice -> new Finding("locations", twice.evseId(), "evse-id-twice", twice.locations()))
                        .toList());
    }
}
