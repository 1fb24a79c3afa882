package dev.voltaire.ocpi;

/// A location of an invented operator with one EVSE and one connector, `NL*<party>*E1`.
///
/// @param tariffIds as JSON members, with the comma after them
record Place(String partyId, String powerType, String tariffIds) {

    static Place of(String partyId) {
        return new Place(partyId, "AC_3_PHASE", "");
    }

    Place direct() {
        return new Place(partyId, "DC", tariffIds);
    }

    Place charging(String... tariffs) {
        return new Place(partyId, powerType, "\"tariff_ids\": [\"" + String.join("\", \"", tariffs) + "\"],");
    }

    void putAt(Registered partner) {
        partner.put("locations/LOC1", """
                        {"country_code": "NL", "party_id": "%1$s", "id": "LOC1", "publish": true, "address": "Kade 1",
                         "city": "Delft", "country": "NLD", "coordinates": {"latitude": "52.01", "longitude": "4.36"},
                         "time_zone": "Europe/Amsterdam", "evses": [{"uid": "E1", "evse_id": "NL*%1$s*E1",
                         "status": "AVAILABLE", "connectors": [{"id": "1", "standard": "IEC_62196_T2",
                         "format": "SOCKET", "power_type": "%2$s", "max_voltage": 230, "max_amperage": 16,
                         "max_electric_power": 11000, %3$s
                         "last_updated": "2026-05-01T08:00:00Z"}], "last_updated": "2026-05-01T08:00:00Z"}],
                         "last_updated": "2026-05-01T08:00:00Z"}""".formatted(partyId, powerType, tariffIds))
                .statusCode(201);
    }
}
