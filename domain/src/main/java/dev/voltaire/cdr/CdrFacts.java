package dev.voltaire.cdr;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.tariff.Price;
import dev.voltaire.tariff.ocpi.OcpiCdrJson;
import dev.voltaire.tariff.ocpi.UnreadableOcpiException;
import dev.voltaire.value.Countries;
import dev.voltaire.value.PartyId;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A CDR as its operator states it, in whichever OCPI version: read leniently, because what cannot be read is kept and
/// flagged, not refused. Only its key is required. Absent is not zero.
///
/// @param durationHours connected, parking included
record CdrFacts(
        CdrKey key,
        @Nullable Instant updatedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String sessionReference,
        @Nullable String authorisationReference,
        @Nullable String authorisationMethod,
        Token token,
        Place place,
        @Nullable String meterId,
        @Nullable String currency,
        @Nullable BigDecimal totalCost,
        @Nullable BigDecimal energyKwh,
        @Nullable BigDecimal durationHours,
        @Nullable BigDecimal parkingHours,
        @Nullable String remark,
        @Nullable String invoiceReference,
        boolean credit,
        @Nullable String creditReference,
        boolean homeChargingCompensation) {
    private static final int LONGEST_ID = 39;
    private static final int LONGEST_TEXT = 1_000;

    record Token(
            @Nullable String uid,
            @Nullable String type,
            @Nullable String contractId) {
        @Override
        public String toString() {
            return "Token[…]";
        }
    }

    record Place(
            @Nullable String reference,
            @Nullable String name,
            @Nullable String address,
            @Nullable String postalCode,
            @Nullable String city,
            @Nullable String country,
            @Nullable String evseUid,
            @Nullable String evseId,
            @Nullable String connectorReference,
            @Nullable String powerType,
            @Nullable BigDecimal latitude,
            @Nullable BigDecimal longitude) {}

    /// @param sender whose CDR it is when the object does not say (OCPI 2.1.1)
    /// @throws UnreadableOcpiException when it has no usable key
    static CdrFacts read(JsonNode cdr, PartyId sender) {
        JsonNode token = cdr.path("cdr_token");
        Price total = lenient(() -> OcpiCdrJson.costs(cdr).total());
        return new CdrFacts(
                key(cdr, sender),
                instant(cdr, "last_updated"),
                instant(cdr, "start_date_time"),
                first(instant(cdr, "end_date_time"), instant(cdr, "stop_date_time")),
                text(cdr, "session_id"),
                text(cdr, "authorization_reference"),
                text(cdr, "auth_method"),
                new Token(
                        text(token, "uid"),
                        text(token, "type"),
                        first(text(token, "contract_id"), text(cdr, "auth_id"))),
                place(cdr),
                text(cdr, "meter_id"),
                text(cdr, "currency"),
                total == null ? null : total.exclVat(),
                number(cdr, "total_energy"),
                number(cdr, "total_time"),
                number(cdr, "total_parking_time"),
                text(cdr, "remark"),
                text(cdr, "invoice_reference_id"),
                cdr.path("credit").asBoolean(false),
                text(cdr, "credit_reference_id"),
                cdr.path("home_charging_compensation").asBoolean(false));
    }

    /// What it would take to be the record of a charge: who charged, when, and how much or for what money. A record
    /// that lacks one of these is none, whatever its id; one that lacks anything else is kept and flagged.
    List<String> essentialsMissing() {
        List<String> missing = new ArrayList<>();
        if (token.uid() == null && token.contractId() == null) {
            missing.add("cdr_token");
        }
        if (startedAt == null && endedAt == null) {
            missing.add("start_date_time");
        }
        if (totalCost == null && energyKwh == null && durationHours == null) {
            missing.add("total_cost");
        }
        return missing;
    }

    private static CdrKey key(JsonNode cdr, PartyId sender) {
        String id = text(cdr, "id");
        if (id == null || id.length() > LONGEST_ID) {
            throw new UnreadableOcpiException("id", id == null ? "is missing" : "is longer than 39 characters");
        }
        String country = text(cdr, "country_code");
        String party = text(cdr, "party_id");
        if (country == null || party == null) {
            return new CdrKey(sender, id);
        }
        try {
            return new CdrKey(new PartyId(Countries.alpha2(country), party), id);
        } catch (IllegalArgumentException malformed) {
            throw new UnreadableOcpiException("party_id", String.valueOf(malformed.getMessage()));
        }
    }

    private static Place place(JsonNode cdr) {
        JsonNode location = cdr.path("cdr_location");
        if (location.isObject()) {
            return new Place(
                    text(location, "id"),
                    text(location, "name"),
                    text(location, "address"),
                    text(location, "postal_code"),
                    text(location, "city"),
                    text(location, "country"),
                    text(location, "evse_uid"),
                    text(location, "evse_id"),
                    text(location, "connector_id"),
                    text(location, "connector_power_type"),
                    number(location.path("coordinates"), "latitude"),
                    number(location.path("coordinates"), "longitude"));
        }
        // 2.1.1 has the whole location with the one EVSE and connector that were used
        location = cdr.path("location");
        JsonNode evse = location.path("evses").path(0);
        JsonNode connector = evse.path("connectors").path(0);
        return new Place(
                text(location, "id"),
                text(location, "name"),
                text(location, "address"),
                text(location, "postal_code"),
                text(location, "city"),
                text(location, "country"),
                text(evse, "uid"),
                text(evse, "evse_id"),
                text(connector, "id"),
                text(connector, "power_type"),
                number(location.path("coordinates"), "latitude"),
                number(location.path("coordinates"), "longitude"));
    }

    private static @Nullable String text(JsonNode object, String name) {
        JsonNode node = object.path(name);
        if (!node.isValueNode() || node.isNull()) {
            return null;
        }
        String text = node.asText().strip().replace("\u0000", "");
        return text.isEmpty() ? null : text.substring(0, Math.min(text.length(), LONGEST_TEXT));
    }

    /// OCPI times are UTC whether or not they say so (§14.2).
    private static @Nullable Instant instant(JsonNode object, String name) {
        String text = text(object, name);
        if (text == null) {
            return null;
        }
        try {
            boolean zoned = text.endsWith("Z") || text.endsWith("z") || text.matches(".*T.*[+-]\\d\\d:?\\d\\d$");
            return OffsetDateTime.parse(zoned ? text : text + "Z").toInstant();
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    private static @Nullable BigDecimal number(JsonNode object, String name) {
        JsonNode node = object.path(name);
        if (!node.isNumber() && !node.isTextual()) {
            return null;
        }
        String text = node.asText().strip();
        try {
            BigDecimal number = text.length() > 40 ? null : new BigDecimal(text);
            return number == null || Math.abs((long) number.precision() - number.scale()) > 15 ? null : number;
        } catch (NumberFormatException unreadable) {
            return null;
        }
    }

    private static @Nullable Price lenient(Supplier<@Nullable Price> reading) {
        try {
            return reading.get();
        } catch (UnreadableOcpiException unreadable) {
            return null;
        }
    }

    private static <T extends Object> @Nullable T first(@Nullable T preferred, @Nullable T other) {
        return preferred == null ? other : preferred;
    }
}
