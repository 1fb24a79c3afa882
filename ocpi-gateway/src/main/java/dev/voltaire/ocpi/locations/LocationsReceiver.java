package dev.voltaire.ocpi.locations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.voltaire.location.LocationKey;
import dev.voltaire.location.LocationReception;
import dev.voltaire.location.LocationReception.Outcome;
import dev.voltaire.location.ReceivedLocation;
import dev.voltaire.ocpi.http.Notes;
import dev.voltaire.ocpi.http.OcpiFailure;
import dev.voltaire.ocpi.http.OcpiModule;
import dev.voltaire.ocpi.http.OcpiObject;
import dev.voltaire.ocpi.http.OcpiReply;
import dev.voltaire.ocpi.http.OcpiRequest;
import dev.voltaire.ocpi.http.OcpiRequest.Method;
import dev.voltaire.ocpi.http.OcpiStatus;
import dev.voltaire.ocpi.http.OwnedObjects;
import dev.voltaire.ocpi.http.RawJson;
import dev.voltaire.partner.ConnectedPartner;
import dev.voltaire.partner.CrawlPlan;
import dev.voltaire.partner.FindingLog;
import dev.voltaire.partner.PartnerEndpoint.Side;
import dev.voltaire.partner.ProtocolVersion;
import dev.voltaire.tariff.store.ReceivedTariff;
import dev.voltaire.tariff.store.TariffStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// What partners push about their locations, at any of the three levels. A change of an EVSE or connector raises
/// `last_updated` of what it belongs to.
@ApplicationScoped
class LocationsReceiver implements OcpiModule {
    private static final int LONGEST_ID = 39;

    private final LocationReception locations;
    private final TariffStore tariffs;
    private final FindingLog findings;
    private final CrawlPlan crawls;
    private final Clock clock;

    @Inject
    LocationsReceiver(
            LocationReception locations, TariffStore tariffs, FindingLog findings, CrawlPlan crawls, Clock clock) {
        this.locations = locations;
        this.tariffs = tariffs;
        this.findings = findings;
        this.crawls = crawls;
        this.clock = clock;
    }

    @Override
    public String identifier() {
        return "locations";
    }

    @Override
    public Side side() {
        return Side.RECEIVER;
    }

    @Override
    public Set<ProtocolVersion> versions() {
        return EnumSet.allOf(ProtocolVersion.class);
    }

    @Override
    public OcpiReply handle(OcpiRequest request) {
        List<String> path = request.path();
        if (path.size() < 3 || path.size() > 5) {
            throw request.method() == Method.POST || request.method() == Method.DELETE
                    ? OcpiFailure.methodNotAllowed("Locations are pushed with PUT and PATCH")
                    : OcpiFailure.notFound("A location is addressed by country code, party id and location id");
        }
        OwnedObjects.requireOwner(request, path.get(0), path.get(1));
        if (path.get(2).length() > LONGEST_ID) {
            throw OcpiFailure.invalid("The location id is too long");
        }
        LocationKey key = new LocationKey(request.partner().id(), path.get(0), path.get(1), path.get(2));
        return switch (request.method()) {
            case GET -> OcpiReply.ok(stored(key, path));
            case PUT -> put(request, key, path);
            case PATCH -> patch(request, key, path);
            case POST -> throw OcpiFailure.methodNotAllowed("Locations are pushed with PUT and PATCH");
            case DELETE -> throw OcpiFailure.methodNotAllowed("An EVSE is removed with the status REMOVED");
        };
    }

    private JsonNode stored(LocationKey key, List<String> path) {
        ObjectNode location = locations
                .raw(key)
                .map(RawJson::object)
                .orElseThrow(() -> OcpiFailure.notFound(OcpiStatus.UNKNOWN_LOCATION, "Unknown location"));
        if (path.size() == 3) {
            return location;
        }
        ObjectNode evse = require(location, "evses", "uid", path.get(3));
        return path.size() == 4 ? evse : require(evse, "connectors", "id", path.get(4));
    }

    private OcpiReply put(OcpiRequest request, LocationKey key, List<String> path) {
        OcpiObject object = request.object();
        Notes notes = new Notes("locations", key.locationId(), object.node());
        object.requiredInstant("last_updated");
        if (path.size() == 3) {
            OwnedObjects.requireSame(object, "id", path.get(2));
            OwnedObjects.requireSame(object, "country_code", path.get(0));
            OwnedObjects.requireSame(object, "party_id", path.get(1));
            return putLocation(request.partner(), object, key, notes);
        }
        boolean isEvse = path.size() == 4;
        String name = isEvse ? "uid" : "id";
        OwnedObjects.requireSame(object, name, path.getLast());
        object.node().put(name, path.getLast());
        boolean[] isNew = new boolean[1];
        change(request, key, notes, location -> {
            ObjectNode parent = isEvse ? location : require(location, "evses", "uid", path.get(3));
            if (isEvse) {
                keepConnectors(location, object.node(), notes);
            }
            isNew[0] = replace(parent, isEvse ? "evses" : "connectors", name, object.node());
            raise(location, object.node());
            if (!isEvse) {
                raise(parent, object.node());
            }
        });
        return OcpiReply.stored(isNew[0]);
    }

    private OcpiReply putLocation(ConnectedPartner partner, OcpiObject object, LocationKey key, Notes notes) {
        Optional<Outcome> patched = isPartial(object)
                ? locations.change(key, raw -> {
                    notes.add("put-partial", "taken as a PATCH");
                    ObjectNode location = RawJson.merge(RawJson.object(raw), object.node());
                    return LocationMapping.location(new OcpiObject(location), key, clock.instant(), notes);
                })
                : Optional.empty();
        Outcome outcome = patched.orElseGet(() -> {
            ReceivedLocation location = LocationMapping.location(object, key, clock.instant(), notes);
            List<ReceivedTariff> inlined = InlinedTariffs.in(partner, object, location, notes);
            if (!inlined.isEmpty()) {
                tariffs.receive(inlined);
            }
            return locations.receive(List.of(location)).getFirst();
        });
        findings.record(key.partnerId(), notes.findings());
        return OcpiReply.stored(outcome == Outcome.CREATED);
    }

    /// Some partners send what has changed with PUT. Taken as a replacement it would wipe out the rest.
    private static boolean isPartial(OcpiObject location) {
        return !location.has("coordinates") && !location.has("address") && !location.has("country");
    }

    /// The same for an EVSE: one without connectors is no EVSE.
    private static void keepConnectors(ObjectNode location, ObjectNode evse, Notes notes) {
        for (JsonNode known : location.path("evses")) {
            boolean same =
                    known.path("uid").asText().equalsIgnoreCase(evse.path("uid").asText());
            if (same
                    && !evse.hasNonNull("connectors")
                    && !known.path("connectors").isEmpty()) {
                notes.add("put-partial", "connectors kept");
                evse.set("connectors", known.get("connectors"));
            }
        }
    }

    private OcpiReply patch(OcpiRequest request, LocationKey key, List<String> path) {
        OcpiObject patch = request.object();
        OwnedObjects.requirePatchTime(request, patch, clock.instant());
        Notes notes = new Notes("locations", key.locationId(), patch.node());
        if (path.size() == 4 && !patch.has("connectors")) {
            return patchEvse(request, key, path.get(3), patch, notes);
        }
        change(request, key, notes, location -> {
            ObjectNode target = location;
            if (path.size() >= 4) {
                target = require(location, "evses", "uid", path.get(3));
                raise(location, patch.node());
            }
            if (path.size() == 5) {
                raise(target, patch.node());
                target = require(target, "connectors", "id", path.get(4));
            }
            RawJson.merge(target, patch.node());
        });
        return OcpiReply.ok();
    }

    /// Status updates are by far the most frequent message: they touch one row of EVSEs.
    private OcpiReply patchEvse(OcpiRequest request, LocationKey key, String uid, OcpiObject patch, Notes notes) {
        OwnedObjects.requireSame(patch, "uid", uid);
        Optional<Outcome> outcome = locations.changeEvse(
                key,
                uid,
                raw -> LocationMapping.evse(
                        new OcpiObject(RawJson.merge(RawJson.object(raw), patch.node())), clock.instant(), notes));
        requireKnown(outcome, request, key);
        findings.record(key.partnerId(), notes.findings());
        return OcpiReply.ok();
    }

    private void change(OcpiRequest request, LocationKey key, Notes notes, Consumer<ObjectNode> change) {
        Optional<Outcome> outcome = locations.change(key, raw -> {
            ObjectNode location = RawJson.object(raw);
            change.accept(location);
            return LocationMapping.location(new OcpiObject(location), key, clock.instant(), notes);
        });
        requireKnown(outcome, request, key);
        findings.record(key.partnerId(), notes.findings());
    }

    /// What we missed is read from the partner soon.
    private void requireKnown(Optional<Outcome> outcome, OcpiRequest request, LocationKey key) {
        if (outcome.isPresent()) {
            return;
        }
        crawls.bringForward(key.partnerId(), "locations");
        throw request.method() == Method.PATCH
                ? OcpiFailure.notFound(OcpiStatus.UNKNOWN_LOCATION, "Unknown location or EVSE")
                : OcpiFailure.refused(OcpiStatus.UNKNOWN_LOCATION, "Unknown location");
    }

    private static ObjectNode require(ObjectNode parent, String list, String name, String id) {
        for (JsonNode item : parent.path(list)) {
            if (item instanceof ObjectNode child
                    && id.equalsIgnoreCase(child.path(name).asText())) {
                return child;
            }
        }
        throw OcpiFailure.notFound(
                OcpiStatus.UNKNOWN_LOCATION, "Unknown " + (name.equals("uid") ? "EVSE" : "connector"));
    }

    /// True when there was none before.
    private static boolean replace(ObjectNode parent, String list, String name, ObjectNode object) {
        ArrayNode items = parent.path(list) instanceof ArrayNode existing ? existing : parent.putArray(list);
        for (int i = 0; i < items.size(); i++) {
            if (object.path(name)
                    .asText()
                    .equalsIgnoreCase(items.get(i).path(name).asText())) {
                items.set(i, object);
                return false;
            }
        }
        items.add(object);
        return true;
    }

    private static void raise(ObjectNode parent, ObjectNode child) {
        Instant own = new OcpiObject(parent).instant("last_updated");
        Instant given = new OcpiObject(child).requiredInstant("last_updated");
        if (own == null || given.isAfter(own)) {
            parent.set("last_updated", child.get("last_updated"));
        }
    }
}
