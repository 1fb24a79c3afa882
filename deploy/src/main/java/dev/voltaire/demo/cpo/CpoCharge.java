package dev.voltaire.demo.cpo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// One charge at the operator: its session while it runs, its CDR when it has ended.
public final class CpoCharge {
    private static final BigDecimal HUNDRED = new BigDecimal("100");
    private static final BigDecimal SECONDS_PER_HOUR = new BigDecimal("3600");

    private final CpoParty party;
    private final CpoVersion version;
    private final CpoCatalogue catalogue;
    private final JsonNode token;
    private final Instant start;
    private final String id = UUID.randomUUID().toString();

    CpoCharge(CpoParty party, CpoVersion version, CpoCatalogue catalogue, JsonNode token, Instant start) {
        this.party = party;
        this.version = version;
        this.catalogue = catalogue;
        this.token = token;
        this.start = start;
    }

    public String sessionId() {
        return id;
    }

    public String cdrId() {
        return "CDR-" + id.substring(0, 30);
    }

    /// OCPI 2.2.1 §9.3.1, with the energy so far.
    public ObjectNode session(BigDecimal kwh, Instant now) {
        return version.session(running(kwh, now), catalogue.place());
    }

    private ObjectNode running(BigDecimal kwh, Instant now) {
        var session = begun(id);
        session.put("kwh", kwh);
        session.put("status", "ACTIVE");
        session.put("location_id", CpoCatalogue.LOCATION);
        session.put("evse_uid", CpoCatalogue.evseUid(CpoCatalogue.LOCATION));
        session.put("connector_id", "1");
        session.put("currency", CpoCatalogue.CURRENCY);
        session.put("last_updated", OcpiJson.time(now));
        return session;
    }

    public ObjectNode completedSession(BigDecimal kwh, Instant end) {
        var session = running(kwh, end);
        session.put("status", "COMPLETED");
        session.put("end_date_time", OcpiJson.time(end));
        session.set("total_cost", cost(kwh));
        return version.session(session, catalogue.place());
    }

    /// OCPI 2.2.1 §10.3.1, priced by our tariff.
    public ObjectNode cdr(BigDecimal kwh, Instant end) {
        var cdr = begun(cdrId());
        cdr.put("session_id", id);
        cdr.put("end_date_time", OcpiJson.time(end));
        cdr.set("cdr_location", location());
        cdr.put("currency", CpoCatalogue.CURRENCY);
        cdr.putArray("tariffs")
                .add(version == CpoVersion.V2_3_0 ? version.tariff(catalogue.tariff()) : catalogue.tariff());
        var period = cdr.putArray("charging_periods").addObject();
        period.put("start_date_time", OcpiJson.time(start));
        period.put("tariff_id", CpoCatalogue.TARIFF);
        period.putArray("dimensions").addObject().put("type", "ENERGY").put("volume", kwh);
        cdr.set("total_cost", cost(kwh));
        cdr.set("total_energy_cost", cost(kwh));
        cdr.put("total_energy", kwh);
        cdr.put(
                "total_time",
                BigDecimal.valueOf(Duration.between(start, end).toSeconds())
                        .divide(SECONDS_PER_HOUR, 4, RoundingMode.HALF_UP));
        cdr.put("last_updated", OcpiJson.time(end));
        return version.cdr(cdr, catalogue.place());
    }

    private ObjectNode begun(String objectId) {
        var object = OcpiJson.object();
        object.put("country_code", party.countryCode());
        object.put("party_id", party.partyId());
        object.put("id", objectId);
        object.put("start_date_time", OcpiJson.time(start));
        var cdrToken = object.putObject("cdr_token");
        var flat = token.path("auth_id");
        for (var field : new String[] {"country_code", "party_id", "uid", "type", "contract_id"}) {
            cdrToken.set(field, token.path(field));
        }
        if (!flat.isMissingNode()) {
            cdrToken.set("contract_id", flat);
        }
        object.put("auth_method", "WHITELIST");
        return object;
    }

    private ObjectNode location() {
        var published = catalogue.harbour();
        var evse = published.path("evses").path(0);
        var location = OcpiJson.object();
        for (var field : new String[] {"id", "name", "address", "city", "postal_code", "country", "coordinates"}) {
            location.set(field, published.path(field));
        }
        location.set("evse_uid", evse.path("uid"));
        location.set("evse_id", evse.path("evse_id"));
        location.put("connector_id", "1");
        location.put("connector_standard", "IEC_62196_T2");
        location.put("connector_format", "SOCKET");
        location.put("connector_power_type", "AC_3_PHASE");
        return location;
    }

    private static ObjectNode cost(BigDecimal kwh) {
        var exclusive = kwh.multiply(CpoCatalogue.PRICE_PER_KWH).setScale(4, RoundingMode.HALF_UP);
        var factor = BigDecimal.ONE.add(CpoCatalogue.VAT_PERCENT.divide(HUNDRED, 4, RoundingMode.HALF_UP));
        return OcpiJson.object()
                .put("excl_vat", exclusive)
                .put("incl_vat", exclusive.multiply(factor).setScale(4, RoundingMode.HALF_UP));
    }
}
