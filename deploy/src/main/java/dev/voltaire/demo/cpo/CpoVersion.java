package dev.voltaire.demo.cpo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/// The OCPI version an operator speaks. Its objects are made as 2.2.1 has them and turned into those of its version.
public enum CpoVersion {
    V2_1_1("2.1.1"),
    V2_2("2.2"),
    V2_2_1("2.2.1"),
    V2_3_0("2.3.0");

    private static final List<String> PRICES = List.of("total_cost", "total_energy_cost");
    private static final BigDecimal HUNDRED = new BigDecimal("100");

    private final String number;

    CpoVersion(String number) {
        this.number = number;
    }

    public String number() {
        return number;
    }

    /// 2.1.1 knows neither roles, nor hubs, nor Base64.
    boolean isFlat() {
        return this == V2_1_1;
    }

    /// Base64 since 2.2.1 (OCPI 2.2.1 §4.1.4).
    String authorization(String token) {
        return this == V2_1_1 || this == V2_2
                ? "Token " + token
                : "Token " + Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8));
    }

    ObjectNode location(ObjectNode location) {
        if (isFlat()) {
            location.remove(List.of("country_code", "party_id", "publish"));
            location.put("type", "ON_STREET");
            for (var evse : location.path("evses")) {
                for (var connector : evse.path("connectors")) {
                    flatten((ObjectNode) connector);
                }
            }
        }
        if (this == V2_3_0) {
            location.putArray("parking_places")
                    .addObject()
                    .put("id", "P1")
                    .putArray("vehicle_types")
                    .add("PERSONAL_VEHICLE");
            for (var evse : location.path("evses")) {
                ((ObjectNode) evse.path("connectors").path(0))
                        .putArray("capabilities")
                        .add("ISO_15118_20_PLUG_AND_CHARGE");
            }
        }
        return location;
    }

    ObjectNode tariff(ObjectNode tariff) {
        if (isFlat()) {
            tariff.remove(List.of("country_code", "party_id", "type"));
            for (var element : tariff.path("elements")) {
                for (var component : element.path("price_components")) {
                    ((ObjectNode) component).remove("vat");
                }
            }
        }
        if (this == V2_3_0) {
            tariff.put("tax_included", "NO");
            tariff.putObject("min_price").put("before_taxes", new BigDecimal("0.01"));
        }
        return tariff;
    }

    ObjectNode session(ObjectNode session, JsonNode place) {
        if (isFlat()) {
            flattenCharge(session);
            rename(session, "start_date_time", "start_datetime");
            rename(session, "end_date_time", "end_datetime");
            session.remove(List.of("location_id", "evse_uid", "connector_id"));
            session.set("location", place);
        }
        return priced(session);
    }

    ObjectNode cdr(ObjectNode cdr, JsonNode place) {
        if (isFlat()) {
            flattenCharge(cdr);
            rename(cdr, "end_date_time", "stop_date_time");
            cdr.remove(List.of("cdr_location", "session_id", "total_energy_cost"));
            cdr.set("location", place);
            for (var tariff : cdr.path("tariffs")) {
                tariff((ObjectNode) tariff);
            }
            for (var period : cdr.path("charging_periods")) {
                ((ObjectNode) period).remove("tariff_id");
            }
        }
        return priced(cdr);
    }

    ObjectNode credentials(ObjectNode credentials) {
        if (isFlat()) {
            var role = credentials.path("roles").path(0);
            credentials.setAll((ObjectNode) role);
            credentials.remove(List.of("roles", "role"));
        }
        if (this == V2_3_0) {
            for (var role : credentials.path("roles")) {
                if (role.path("role").asText().equals("HUB")) {
                    credentials.put(
                            "hub_party_id",
                            role.path("country_code").asText()
                                    + role.path("party_id").asText());
                    ((ObjectNode) role).put("role", "OTHER");
                }
            }
        }
        return credentials;
    }

    private ObjectNode priced(ObjectNode object) {
        for (var name : PRICES) {
            var price = object.path(name);
            if (price.isObject() && isFlat()) {
                object.set(name, price.path("excl_vat"));
            } else if (price.isObject() && this == V2_3_0) {
                object.set(name, taxed(price));
            }
        }
        return object;
    }

    private static ObjectNode taxed(JsonNode price) {
        var before = price.path("excl_vat").decimalValue();
        var tax = price.path("incl_vat").decimalValue().subtract(before);
        var taxed = OcpiJson.object().put("before_taxes", before);
        taxed.putArray("taxes")
                .addObject()
                .put("name", "VAT")
                .put("percentage", tax.multiply(HUNDRED).divide(before, 1, RoundingMode.HALF_UP))
                .put("amount", tax);
        return taxed;
    }

    private static void flattenCharge(ObjectNode charge) {
        charge.put("auth_id", charge.path("cdr_token").path("contract_id").asText());
        charge.remove(List.of("country_code", "party_id", "cdr_token"));
    }

    private static void flatten(ObjectNode connector) {
        rename(connector, "max_voltage", "voltage");
        rename(connector, "max_amperage", "amperage");
        connector.set("tariff_id", connector.path("tariff_ids").path(0));
        connector.remove("tariff_ids");
    }

    private static void rename(ObjectNode object, String from, String to) {
        var value = object.remove(from);
        if (value != null) {
            object.set(to, value);
        }
    }
}
