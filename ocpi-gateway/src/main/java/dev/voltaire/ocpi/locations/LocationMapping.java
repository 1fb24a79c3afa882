package dev.voltaire.ocpi.locations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.voltaire.location.LocationKey;
import dev.voltaire.location.ReceivedLocation;
import dev.voltaire.location.ReceivedLocation.Connector;
import dev.voltaire.location.ReceivedLocation.Evse;
import dev.voltaire.ocpi.http.Canonical;
import dev.voltaire.ocpi.http.Notes;
import dev.voltaire.ocpi.http.OcpiFailure;
import dev.voltaire.ocpi.http.OcpiObject;
import dev.voltaire.ocpi.http.RawJson;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads Location, EVSE and Connector of every version. Only identifiers are demanded: what else is missing, unknown or
/// impossible is kept as sent, left out of the indexed columns and noted.
final class LocationMapping {
    private static final int LONGEST_ID = 39;
    private static final BigDecimal MOST_AC_WATTS = BigDecimal.valueOf(60_000);
    private static final BigDecimal MOST_WATTS = BigDecimal.valueOf(4_000_000);
    private static final Set<String> STATUSES = Set.of(
            "AVAILABLE",
            "BLOCKED",
            "CHARGING",
            "INOPERATIVE",
            "OUTOFORDER",
            "PLANNED",
            "REMOVED",
            "RESERVED",
            "UNKNOWN");

    private LocationMapping() {}

    static ReceivedLocation location(OcpiObject object, LocationKey key, Instant now, Notes notes) {
        Instant lastUpdated = time(object, now, notes);
        Position position = Position.of(object.object("coordinates").orElse(null), object.text("country"), notes);
        Map<String, Evse> evses = new LinkedHashMap<>();
        for (OcpiObject evse : object.objects("evses")) {
            try {
                Evse read = evse(evse, lastUpdated, notes);
                if (evses.put(read.uid().toLowerCase(Locale.ROOT), read) != null) {
                    notes.add("evse-listed-twice", read.uid());
                }
            } catch (OcpiFailure unusable) {
                notes.add("evse-unusable", unusable.reason());
            }
        }
        return new ReceivedLocation(
                key,
                object.text("name"),
                object.text("address"),
                object.text("city"),
                object.text("postal_code"),
                object.text("country"),
                position.latitude(),
                position.longitude(),
                object.text("time_zone"),
                !Boolean.FALSE.equals(object.flag("publish")),
                Optional.ofNullable(object.text("parking_type")).orElse(object.text("type")),
                object.object("operator").map(details -> details.text("name")).orElse(null),
                object.object("owner").map(details -> details.text("name")).orElse(null),
                lastUpdated,
                Canonical.hash(object.node()),
                RawJson.text(without(object.node(), "evses")),
                List.copyOf(evses.values()));
    }

    static Evse evse(OcpiObject object, Instant otherwise, Notes notes) {
        String uid = object.requiredText("uid", LONGEST_ID);
        Instant lastUpdated = time(object, otherwise, notes);
        String status =
                Optional.ofNullable(object.text("status")).orElse("UNKNOWN").toUpperCase(Locale.ROOT);
        if (!STATUSES.contains(status)) {
            notes.add("evse-status-unknown", status);
            status = "UNKNOWN";
        }
        Map<String, Connector> connectors = new LinkedHashMap<>();
        for (OcpiObject connector : object.objects("connectors")) {
            try {
                Connector read = connector(connector, lastUpdated, notes);
                connectors.put(read.id().toLowerCase(Locale.ROOT), read);
            } catch (OcpiFailure unusable) {
                notes.add("connector-unusable", unusable.reason());
            }
        }
        return new Evse(
                uid,
                object.text("evse_id"),
                status,
                object.texts("capabilities"),
                lastUpdated,
                RawJson.text(without(object.node(), "connectors")),
                List.copyOf(connectors.values()));
    }

    static Connector connector(OcpiObject object, Instant otherwise, Notes notes) {
        String powerType = object.text("power_type");
        Integer power = object.integer("max_electric_power");
        if (power != null && power > 0) {
            BigDecimal watts = BigDecimal.valueOf(power);
            boolean alternating = powerType != null && powerType.startsWith("AC");
            if (watts.compareTo(alternating ? MOST_AC_WATTS : MOST_WATTS) > 0) {
                notes.add("power-implausible", power + " W");
                power = null;
            }
        } else if (power != null) {
            notes.add("power-implausible", power + " W");
            power = null;
        }
        String standard = object.text("standard");
        if (standard != null && !ConnectorStandards.isKnown(standard)) {
            notes.add("connector-standard-unknown", standard);
        }
        return new Connector(
                object.requiredText("id", LONGEST_ID),
                standard,
                object.text("format"),
                powerType,
                Optional.ofNullable(object.integer("max_voltage")).orElse(object.integer("voltage")),
                Optional.ofNullable(object.integer("max_amperage")).orElse(object.integer("amperage")),
                power,
                InlinedTariffs.ids(object),
                time(object, otherwise, notes),
                RawJson.text(object.node()));
    }

    /// The same but for one field, which is not copied.
    private static ObjectNode without(ObjectNode node, String field) {
        ObjectNode rest = node.objectNode();
        node.properties().forEach(property -> {
            if (!property.getKey().equals(field)) {
                rest.set(property.getKey(), property.getValue());
            }
        });
        return rest;
    }

    private static Instant time(OcpiObject object, Instant otherwise, Notes notes) {
        Instant lastUpdated = object.instant("last_updated");
        if (lastUpdated == null) {
            notes.add("last-updated-missing", object.text("last_updated"));
            return otherwise;
        }
        return lastUpdated;
    }
}
