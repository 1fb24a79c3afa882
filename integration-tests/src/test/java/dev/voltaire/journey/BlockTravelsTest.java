package dev.voltaire.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.voltaire.fake.ScriptedCharger;
import dev.voltaire.harness.Api;
import dev.voltaire.harness.Demo;
import dev.voltaire.harness.Operator;
import dev.voltaire.harness.Voltaire;
import dev.voltaire.harness.VoltaireProcess;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/// A card is lost: from the moment the manager blocks it, nobody charges with it, at home or at an operator's.
class BlockTravelsTest {
    private final VoltaireProcess voltaire = Voltaire.shared();
    private final Api api = Api.of(voltaire);

    @Test
    void aBlockIsKnownAtHomeAtOnceAndAtTheOperatorSoonAfterAndLiftingItReversesBoth() {
        var cpo = Operator.registered();
        try (var charger =
                ScriptedCharger.connect(voltaire.ocpp(), "LOAD-00004", Demo.LOAD_PASSWORD, ScriptedCharger.OCPP_16)) {
            // given
            charger.call("BootNotification", """
                    {"chargePointVendor": "Northlight", "chargePointModel": "Wall 11"}""");
            assertThat(authorise(charger)).isEqualTo("Accepted");
            awaitValid(cpo.receivedToken(Demo.CARD)::isPresent);
            String card = api.as(Demo.MANAGER, Demo.PASSWORD)
                    .queryParam("q", Demo.CARD)
                    .get("/api/v1/tokens")
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("items[0].id");

            // when
            String block = api.as(Demo.MANAGER, Demo.PASSWORD)
                    .body(Map.of("reason", "LOST_OR_STOLEN", "note", "Left on a bench"))
                    .post("/api/v1/tokens/" + card + "/blocks")
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("id");

            // then
            assertThat(authorise(charger)).isEqualTo("Blocked");
            awaitValid(() -> !Operator.holdsValid(cpo, Demo.CARD));

            // when
            api.as(Demo.MANAGER, Demo.PASSWORD)
                    .post("/api/v1/tokens/" + card + "/blocks/" + block + "/lift")
                    .then()
                    .statusCode(200);

            // then
            assertThat(authorise(charger)).isEqualTo("Accepted");
            awaitValid(() -> Operator.holdsValid(cpo, Demo.CARD));
        }
    }

    private static void awaitValid(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(60)).until(condition);
    }

    private static String authorise(ScriptedCharger charger) {
        return charger.call("Authorize", "{\"idTag\": \"%s\"}".formatted(Demo.CARD))
                .path("idTagInfo")
                .path("status")
                .asText();
    }
}
