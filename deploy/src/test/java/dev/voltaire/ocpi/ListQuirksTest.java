package dev.voltaire.ocpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.voltaire.demo.cpo.CpoParty;
import dev.voltaire.demo.cpo.FakeCpo;
import dev.voltaire.demo.cpo.Misbehaviour;
import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.partner.CrawlPlan;
import dev.voltaire.partner.PartnerConnecting;
import dev.voltaire.partner.PartnerKind;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Long lists of partners whose servers limit, fail, or link to the wrong place.
@QuarkusTest
@WithTestResource(TestDatabase.class)
class ListQuirksTest {
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final int MORE = 248;

    @Inject
    PartnerConnecting connecting;

    @Inject
    CrawlPlan plan;

    @Inject
    Rows rows;

    @TestHTTPResource("/ocpi/versions")
    URI versionsUrl;

    @ParameterizedTest
    @EnumSource(
            names = {
                "TOO_MANY",
                "TOO_MANY_WITHOUT_RETRY_AFTER",
                "FAULTS",
                "SHORT_PAGES_WITHOUT_LINK",
                "LINKS_IN_A_CIRCLE",
                "LINKS_TO_NOWHERE",
                "SLOW"
            })
    void aListIsReadToItsEndAllTheSame(Misbehaviour misbehaviour) throws Exception {
        try (var cpo = FakeCpo.start(new CpoParty("NL", "RA" + misbehaviour.ordinal() % 10, "Hobbel"))) {
            UUID partner = connected(cpo);

            cpo.misbehave(misbehaviour);
            cpo.addLocations(MORE);
            plan.readFully(partner, "locations");

            await().atMost(LONG).until(() -> mirrored(partner) == MORE + 2);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"EMPTY_FAULT", "UNAUTHORISED", "DOWN", "TORN_PAGES"})
    void aListThatCannotBeReadTakesNothingAway(Misbehaviour misbehaviour) throws Exception {
        try (var cpo = FakeCpo.start(new CpoParty("NL", "RB" + misbehaviour.ordinal() % 10, "Hobbel"))) {
            UUID partner = connected(cpo);

            cpo.misbehave(misbehaviour);
            plan.readFully(partner, "locations");
            await().atMost(LONG)
                    .until(() -> plan.of(partner).stream()
                            .anyMatch(state -> state.module().equals("locations") && state.failures() > 0));

            assertThat(mirrored(partner)).isEqualTo(2);
            cpo.recover();
            cpo.addLocations(1);
            await().atMost(LONG).until(() -> mirrored(partner) == 3);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"</places?cursor=%d>; rel=next", "<https://127.0.0.1:%2$d/places?cursor=%1$d>;rel=\"next\""})
    void aCursorIsFollowedWhereverTheLinkBelievesTheServerToBe(String link) {
        try (ScriptedPartner cpo = new ScriptedPartner()) {
            cpo.offering("locations", "SENDER");
            cpo.on("GET", "/locations", (exchange, request) -> {
                exchange.getResponseHeaders().add("Link", link.formatted(1, cpo.port()));
                ScriptedPartner.send(exchange, 200, ScriptedPartner.data("[" + location("RC1", 0) + "]"));
            });
            cpo.on("GET", "/places", (exchange, request) -> {
                int cursor = Integer.parseInt(request.query().replace("cursor=", ""));
                // an empty link on the last page
                exchange.getResponseHeaders().add("Link", cursor < 4 ? link.formatted(cursor + 1, cpo.port()) : "");
                ScriptedPartner.send(exchange, 200, ScriptedPartner.data("[" + location("RC1", cursor) + "]"));
            });
            Registered partner = Registered.as(cpo, "RC1", connecting);

            await().atMost(LONG).until(() -> mirrored(partner.id()) == 5);
        }
    }

    @Test
    void oneObjectWhereAListIsDueIsAListOfOne() {
        try (ScriptedPartner cpo = new ScriptedPartner()) {
            cpo.offering("locations", "SENDER");
            cpo.on(
                    "GET",
                    "/locations",
                    (exchange, request) ->
                            ScriptedPartner.send(exchange, 200, ScriptedPartner.data(location("RC4", 0))));
            Registered partner = Registered.as(cpo, "RC4", connecting);

            await().atMost(LONG).until(() -> mirrored(partner.id()) == 1);
        }
    }

    @Test
    void fullPagesWithoutLinkAndTotalGoOnUntilOneIsEmpty() {
        try (ScriptedPartner cpo = new ScriptedPartner()) {
            cpo.offering("locations", "SENDER");
            cpo.on("GET", "/locations", (exchange, request) -> {
                int offset = Integer.parseInt(request.query().replaceAll(".*offset=(\\d+).*", "$1"));
                exchange.getResponseHeaders().add("X-Limit", "2");
                List<String> page = IntStream.range(offset, Math.min(offset + 2, 6))
                        .mapToObj(i -> location("RC5", i))
                        .toList();
                ScriptedPartner.send(exchange, 200, ScriptedPartner.data("[" + String.join(",", page) + "]"));
            });
            Registered partner = Registered.as(cpo, "RC5", connecting);

            await().atMost(LONG).until(() -> mirrored(partner.id()) == 6);
        }
    }

    @Test
    void anObjectThatIsRemovedUnderWayHidesNoOther() {
        try (ScriptedPartner cpo = new ScriptedPartner()) {
            List<String> objects = new ArrayList<>(
                    IntStream.range(0, 6).mapToObj(i -> location("RC7", i)).toList());
            cpo.offering("locations", "SENDER");
            cpo.on("GET", "/locations", (exchange, request) -> {
                int offset = Integer.parseInt(request.query().replaceAll(".*offset=(\\d+).*", "$1"));
                if (offset == 2 && objects.size() == 6) {
                    objects.removeFirst();
                }
                int end = Math.min(offset + 2, objects.size());
                exchange.getResponseHeaders().add("X-Total-Count", String.valueOf(objects.size()));
                if (end < objects.size()) {
                    exchange.getResponseHeaders()
                            .add("Link", "<" + cpo.url("/locations?limit=2&offset=" + end) + ">; rel=\"next\"");
                }
                ScriptedPartner.send(
                        exchange,
                        200,
                        ScriptedPartner.data(
                                "[" + String.join(",", objects.subList(Math.min(offset, end), end)) + "]"));
            });
            Registered partner = Registered.as(cpo, "RC7", connecting);

            await().atMost(LONG).until(() -> mirrored(partner.id()) == 6);
        }
    }

    @Test
    void aPageBehindTheLastOneIsTheEnd() {
        try (ScriptedPartner cpo = new ScriptedPartner()) {
            cpo.offering("locations", "SENDER");
            cpo.on("GET", "/locations", (exchange, request) -> {
                boolean last = request.query().contains("offset=1");
                if (!last) {
                    exchange.getResponseHeaders().add("Link", "<" + cpo.url("/locations?offset=1") + ">; rel=\"next\"");
                }
                ScriptedPartner.send(exchange, 200, ScriptedPartner.data(last ? "[]" : "[" + location("RC2", 0) + "]"));
            });
            Registered partner = Registered.as(cpo, "RC2", connecting);

            await().atMost(LONG)
                    .until(() -> plan.of(partner.id()).stream()
                            .anyMatch(state -> state.module().equals("locations") && state.lastFullAt() != null));
            assertThat(mirrored(partner.id())).isEqualTo(1);
        }
    }

    @Test
    void whatVanishesWithoutAWordIsWithdrawnAfterTheNextCompleteReading() {
        try (ScriptedPartner cpo = new ScriptedPartner()) {
            cpo.offering("locations", "SENDER");
            List<String> five =
                    IntStream.range(0, 5).mapToObj(i -> location("RC3", i)).toList();
            cpo.listing("/locations", five, 2);
            Registered partner = Registered.as(cpo, "RC3", connecting);
            await().atMost(LONG).until(() -> mirrored(partner.id()) == 5);

            cpo.listing("/locations", five.subList(0, 3), 2);
            plan.readFully(partner.id(), "locations");

            await().atMost(LONG).until(() -> mirrored(partner.id()) == 3);
            partner.get("locations/P4").statusCode(200);
        }
    }

    private UUID connected(FakeCpo cpo) throws Exception {
        var invitation = connecting.invite(cpo.party().name(), PartnerKind.CPO);
        assertThat(cpo.register(versionsUrl, invitation.registrationToken().secret())
                        .succeeded())
                .isTrue();
        await().atMost(LONG).until(() -> mirrored(invitation.partnerId()) == 2);
        return invitation.partnerId();
    }

    private long mirrored(UUID partner) {
        return rows.count("SELECT count(*) FROM location WHERE partner_id = ? AND withdrawn_at IS NULL", partner);
    }

    private static String location(String partyId, int number) {
        return LocationsTest.location(partyId, "P" + number, "2026-05-01T08:00:00Z");
    }
}
