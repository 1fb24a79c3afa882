package dev.voltaire.demo.cpo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What the operator publishes: two invented places and one tariff; as many more places as it is told to.
final class CpoCatalogue {
    static final String TARIFF = "LMP-STANDARD";
    static final String LOCATION = "LMP-HARBOUR";
    static final String CURRENCY = "EUR";
    static final BigDecimal PRICE_PER_KWH = new BigDecimal("0.45");
    static final BigDecimal VAT_PERCENT = new BigDecimal("21.0");

    private static final Instant PUBLISHED = Instant.parse("2026-01-01T00:00:00Z");

    private final List<CpoParty> owners;
    private final CpoVersion version;
    private volatile int more;

    /// @param owners to whom the places belong in turn, several when a hub publishes them
    CpoCatalogue(List<CpoParty> owners, CpoVersion version) {
        this.owners = List.copyOf(owners);
        this.version = version;
    }

    void addLocations(int count) {
        more += count;
    }

    List<ObjectNode> locations() {
        List<ObjectNode> locations = new ArrayList<>();
        locations.add(harbour());
        locations.add(location(
                owner(1),
                "LMP-STATION",
                "Station East",
                "Signal Street 8",
                "Utrecht",
                "3511 AB",
                "52.08940",
                "5.11010"));
        for (var i = 0; i < more; i++) {
            locations.add(location(
                    owner(i + 2),
                    "LMP-" + i,
                    "Field " + i,
                    "Furrow Lane " + i,
                    "Zeewolde",
                    "3899 ZZ",
                    "52.33000",
                    "5.54000"));
        }
        return locations.stream().map(version::location).toList();
    }

    /// The place where charging happens, in the version's own shape.
    ObjectNode place() {
        return version.location(harbour());
    }

    ObjectNode harbour() {
        return location(
                owner(0), LOCATION, "Harbour Square", "Lantern Quay 1", "Rotterdam", "3011 AA", "51.91750", "4.48100");
    }

    List<ObjectNode> tariffs() {
        return List.of(version.tariff(tariff()));
    }

    ObjectNode tariff() {
        var tariff = identified(owner(0), TARIFF);
        tariff.put("currency", CURRENCY);
        tariff.put("type", "REGULAR");
        var element = tariff.putArray("elements").addObject();
        element.putArray("price_components")
                .addObject()
                .put("type", "ENERGY")
                .put("price", PRICE_PER_KWH)
                .put("vat", VAT_PERCENT)
                .put("step_size", 1);
        tariff.put("last_updated", OcpiJson.time(PUBLISHED));
        return tariff;
    }

    private CpoParty owner(int place) {
        return owners.get(place % owners.size());
    }

    private ObjectNode location(
            CpoParty owner,
            String id,
            String name,
            String address,
            String city,
            String postalCode,
            String latitude,
            String longitude) {
        var location = identified(owner, id);
        location.put("publish", true);
        location.put("name", name);
        location.put("address", address);
        location.put("city", city);
        location.put("postal_code", postalCode);
        location.put("country", "NLD");
        location.putObject("coordinates").put("latitude", latitude).put("longitude", longitude);
        location.put("time_zone", "Europe/Amsterdam");
        var evse = location.putArray("evses").addObject();
        evse.put("uid", evseUid(id));
        evse.put("evse_id", owner.countryCode() + "*" + owner.partyId() + "*E" + id.replace("-", ""));
        evse.put("status", "AVAILABLE");
        evse.putArray("capabilities").add("RFID_READER").add("REMOTE_START_STOP_CAPABLE");
        evse.set("connectors", OcpiJson.object().arrayNode().add(connector()));
        evse.put("last_updated", OcpiJson.time(PUBLISHED));
        location.put("last_updated", OcpiJson.time(PUBLISHED));
        return location;
    }

    private static ObjectNode connector() {
        var connector = OcpiJson.object();
        connector.put("id", "1");
        connector.put("standard", "IEC_62196_T2");
        connector.put("format", "SOCKET");
        connector.put("power_type", "AC_3_PHASE");
        connector.put("max_voltage", 230);
        connector.put("max_amperage", 32);
        connector.putArray("tariff_ids").add(TARIFF);
        connector.put("last_updated", OcpiJson.time(PUBLISHED));
        return connector;
    }

    static String evseUid(String locationId) {
        return locationId + "-1";
    }

    private static ObjectNode identified(CpoParty owner, String id) {
        return OcpiJson.object()
                .put("country_code", owner.countryCode())
                .put("party_id", owner.partyId())
                .put("id", id);
    }
}
