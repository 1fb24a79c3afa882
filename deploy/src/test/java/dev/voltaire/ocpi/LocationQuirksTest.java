package dev.voltaire.ocpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.partner.FindingLog;
import dev.voltaire.partner.PartnerConnecting;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Odd data of locations, as partners send it: kept as sent, left out of the index where it would mislead, reported.
@QuarkusTest
@WithTestResource(TestDatabase.class)
class LocationQuirksTest {
    private static final AtomicInteger PARTIES = new AtomicInteger();
    private static final String GOOD = """
            {"country_code": "NL", "party_id": "%s", "id": "LOC1", "publish": true, "name": "Kade", "address": "Kade 1",
             "city": "Delft", "country": "NLD", "coordinates": {"latitude": "52.01160", "longitude": "4.35710"},
             "time_zone": "Europe/Amsterdam", "evses": [{"uid": "E1", "evse_id": "NL*QQQ*E1", "status": "AVAILABLE",
               "connectors": [{"id": "1", "standard": "IEC_62196_T2", "format": "SOCKET", "power_type": "AC_3_PHASE",
                 "max_voltage": 230, "max_amperage": 32, "max_electric_power": 22000, "tariff_ids": ["T1"],
                 "last_updated": "2026-05-01T08:00:00Z"}], "last_updated": "2026-05-01T08:00:00Z"}],
             "last_updated": "2026-05-01T08:00:00Z"}""";

    @Inject
    PartnerConnecting connecting;

    @Inject
    FindingLog findings;

    @Inject
    Rows rows;

    private final ScriptedPartner cpo = new ScriptedPartner().offering("tokens", "RECEIVER");
    private String party;
    private Registered partner;

    @BeforeEach
    void register() {
        party = "L%02d".formatted(PARTIES.incrementAndGet());
        partner = Registered.as(cpo, party, connecting);
    }

    @AfterEach
    void close() {
        cpo.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"latitude\": \"4.35710\", \"longitude\": \"52.01160\"} | coordinates-swapped | false",
                "{\"latitude\": \"37.77490\", \"longitude\": \"-122.41940\"} | coordinates-outside-country | true",
                "{\"latitude\": \"0\", \"longitude\": \"0\"} | coordinates-zero | false",
                "{\"latitude\": \"90.00000\", \"longitude\": \"4.3\"} | coordinates-impossible | false",
                "{\"latitude\": \"52.0\", \"longitude\": \"4.4\"} | coordinates-imprecise | true",
                "{\"latitude\": \"north\", \"longitude\": null} | coordinates-missing | false",
                "null | coordinates-missing | false",
                "{\"latitude\": 52.0116000123, \"longitude\": 4.3571000123} | none | true",
                "{\"latitude\": \"52.0116\", \"longitude\": \"4.3571\"} | none | true"
            })
    void coordinatesAreKeptAndShownOnlyWhereTheyCanBeMeant(String coordinates, String code, boolean onTheMap) {
        put(GOOD.replace("{\"latitude\": \"52.01160\", \"longitude\": \"4.35710\"}", coordinates), code);

        assertThat(rows.texts("SELECT latitude IS NOT NULL FROM location WHERE partner_id = ?", partner.id()))
                .containsExactly(onTheMap ? "t" : "f");
        assertThat(rows.texts(
                        "SELECT raw -> 'coordinates' = ?::jsonb FROM location WHERE partner_id = ?",
                        coordinates,
                        partner.id()))
                .as("as it was sent")
                .containsExactly("t");
    }

    @ParameterizedTest
    @CsvSource({
        "7590000, AC_3_PHASE, power-implausible, ",
        "350000, AC_3_PHASE, power-implausible, ",
        "0, AC_3_PHASE, power-implausible, ",
        "null, AC_3_PHASE, none, ",
        "\"22000\", AC_3_PHASE, none, 22000",
        "400000, DC, none, 400000"
    })
    void powerIsBelievedOnlyWhenItIsPossible(String power, String type, String code, String indexed) {
        put(
                GOOD.replace("\"max_electric_power\": 22000", "\"max_electric_power\": " + power)
                        .replace("AC_3_PHASE", type),
                code);

        assertThat(rows.texts(
                        "SELECT max_electric_power FROM connector c JOIN location l ON l.id = c.location_id"
                                + " WHERE l.partner_id = ?",
                        partner.id()))
                .containsExactly(indexed);
        partner.get("locations/LOC1/E1/1").body("data.id", equalTo("1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"IEC_62196_T2\" | \"Type2\" | connector-standard-unknown",
                "\"AVAILABLE\" | \"SLEEPING\" | evse-status-unknown",
                "\"publish\": true | \"publish\": true, \"facilities\": [\"MOONBASE\"], \"parking_type\": \"FLOATING\" | none",
                "\"publish\": true | \"publish\": true, \"related_locations\": [{\"name\": [{\"text\": \"x\"}]}] | none",
                "\"Kade 1\" | \"A very long street name with a house number and the way in from behind 1234\" | none",
                "\"city\": \"Delft\" | \"city\": \"Delft\", \"postal_code\": \"2611 AA behind the second gate, ask at desk\" | none",
                "\"NL*QQQ*E1\" | \"NLQQQE1\" | none",
                "\"NL*QQQ*E1\" | \"E1\" | none",
                "\"NL*QQQ*E1\" | \"NL-QQQ*E1\" | none",
                "\"country_code\": \"NL\" | \"country_code\": \"NLD\" | none",
                "[\"T1\"] | [null, \"T1\"] | none",
                "\"max_voltage\": 230 | \"max_voltage\": \"230\" | none",
                "\"last_updated\": \"2026-05-01T08:00:00Z\"}]}]} | \"last_updated\": null}]}]} | none"
            })
    void oddValuesAreKeptAsTheyCame(String usual, String sent, String code) {
        put(GOOD.replace(usual, sent), code);

        partner.get("locations/LOC1").statusCode(200).body("data.evses", hasSize(1));
    }

    @Test
    void explicitNullsAreAbsentFields() {
        put(
                GOOD.replace(
                        "\"publish\": true",
                        "\"publish\": null, \"publish_allowed_to\": null, \"postal_code\": null, \"state\": null,"
                                + " \"related_locations\": null, \"parking_type\": null, \"operator\": null,"
                                + " \"suboperator\": null, \"owner\": null, \"facilities\": null, \"opening_times\": null,"
                                + " \"images\": null, \"energy_mix\": null, \"directions\": null"),
                "none");

        assertThat(rows.texts("SELECT published FROM location WHERE partner_id = ?", partner.id()))
                .containsExactly("t");
    }

    @Test
    void aCountryOfThreeLettersInTheAddressIsTheOneOfTwo() {
        partner.request()
                .body(GOOD.formatted(party).replace("\"country_code\": \"NL\"", "\"country_code\": \"NLD\""))
                .put("/ocpi/2.2.1/locations/NLD/" + party + "/LOC1")
                .then()
                .statusCode(201);

        partner.get("locations/LOC1").statusCode(200);
    }

    @Test
    void tariffsInsideAConnectorAreTariffs() {
        put(
                GOOD.replace(
                        "\"tariff_ids\": [\"T1\"]",
                        "\"tariffs\": [{\"id\": \"T9\", \"currency\": \"EUR\", \"elements\": [{\"price_components\":"
                                + " [{\"type\": \"ENERGY\", \"price\": 0.41, \"step_size\": 1}]}]}]"),
                "tariffs-inlined");

        partner.get("tariffs/T9").statusCode(200).body("data.currency", equalTo("EUR"));
        assertThat(rows.texts(
                        "SELECT tariff_ids[1] FROM connector c JOIN location l ON l.id = c.location_id"
                                + " WHERE l.partner_id = ?",
                        partner.id()))
                .containsExactly("T9");
    }

    @Test
    void aPutWithOnlyWhatChangedTakesNothingAway() {
        put(GOOD, "none");

        partner.put(
                        "locations/LOC1",
                        "{\"id\": \"LOC1\", \"name\": \"Kade noord\", \"last_updated\": \"2026-05-02T08:00:00Z\"}")
                .statusCode(200)
                .body("status_code", equalTo(1000));
        partner.put(
                        "locations/LOC1/E1",
                        "{\"uid\": \"E1\", \"status\": \"CHARGING\", \"last_updated\": \"2026-05-02T08:00:01Z\"}")
                .statusCode(200);

        partner.get("locations/LOC1")
                .body("data.name", equalTo("Kade noord"))
                .body("data.city", equalTo("Delft"))
                .body("data.evses[0].status", equalTo("CHARGING"))
                .body("data.evses[0].connectors", hasSize(1));
        assertThat(codes()).contains("put-partial");
    }

    @Test
    void aTimeRaisedWithoutAChangeIsNoChange() {
        put(GOOD, "none");

        partner.put("locations/LOC1", GOOD.formatted(party).replace("2026-05-01T08:00:00Z", "2026-05-09T08:00:00Z"))
                .statusCode(200);

        assertThat(rows.texts(
                        "SELECT last_updated = '2026-05-09T08:00:00Z' AND raw ->> 'last_updated' LIKE '2026-05-01%'"
                                + " FROM location WHERE partner_id = ?",
                        partner.id()))
                .containsExactly("t");
    }

    @Test
    void oneEvseUnderTwoLocationsAndALocationListedTwiceAreReported() {
        try (ScriptedPartner listing = new ScriptedPartner()) {
            String other = "K%02d".formatted(PARTIES.incrementAndGet());
            String first = GOOD.formatted(other);
            listing.offering("locations", "SENDER")
                    .listing("/locations", List.of(first, first, first.replace("LOC1", "LOC2")), 100);
            Registered lister = Registered.as(listing, other, connecting);

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(findings.of(lister.id(), 0, 100))
                            .extracting(counted -> counted.finding().code())
                            .contains("evse-id-twice", "listed-twice"));
            assertThat(rows.count("SELECT count(*) FROM location WHERE partner_id = ?", lister.id()))
                    .isEqualTo(2);
        }
    }

    private void put(String location, String code) {
        partner.put("locations/LOC1", location.formatted(party)).statusCode(201).body("status_code", equalTo(1000));
        if (code.equals("none")) {
            assertThat(codes()).isEmpty();
        } else {
            assertThat(codes()).contains(code);
            assertThat(findings.of(partner.id(), 0, 100).getFirst().finding().example())
                    .contains("\"LOC1\"");
        }
    }

    private List<String> codes() {
        return findings.of(partner.id(), 0, 100).stream()
                .map(counted -> counted.finding().code())
                .toList();
    }
}
