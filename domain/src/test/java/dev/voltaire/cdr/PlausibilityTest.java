package dev.voltaire.cdr;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.voltaire.cdr.Finding.Severity;
import dev.voltaire.tariff.ocpi.OcpiTariffJson;
import dev.voltaire.value.PartyId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PlausibilityTest {
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final CdrEvidence OURS = new CdrEvidence(
            new CdrEvidence.Holder(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), "EUR", true, null, null),
            UUID.randomUUID(),
            null,
            false,
            false,
            null,
            null,
            null);
    private static final String CDR = """
            {"country_code": "FR", "party_id": "CPO", "id": "c-1", "currency": "EUR", "session_id": "s-1",
             "start_date_time": "2026-03-02T08:00:00Z", "end_date_time": "2026-03-02T09:00:00Z",
             "cdr_token": {"uid": "04A1B2C3D4E5F6", "type": "RFID"}, "cdr_location": {"country": "FRA"},
             "tariffs": [{"id": "t", "currency": "EUR", "elements": [
                {"price_components": [{"type": "ENERGY", "price": 0.25, "step_size": 1}]}]}],
             "charging_periods": [{"start_date_time": "2026-03-02T08:00:00Z", "dimensions": [
                {"type": "ENERGY", "volume": 20}]}],
             "total_cost": {"excl_vat": 5.00}, "total_energy_cost": {"excl_vat": 5.00},
             "total_energy": 20, "total_time": 1, "last_updated": "2026-03-02T09:01:00Z"}
            """;

    @Test
    void anOrdinaryCdrHasNoFindings() {
        assertThat(rules(cdr -> {}, OURS)).isEmpty();
    }

    @Test
    void anUnknownTokenIsNotChargedOn() {
        // given
        CdrEvidence nobody = new CdrEvidence(null, UUID.randomUUID(), null, false, false, null, null, null);

        // when
        List<Finding> findings = check(cdr -> {}, nobody);

        // then
        assertThat(findings).extracting(Finding::rule).containsExactly(PlausibilityRule.TOKEN_UNKNOWN);
        assertThat(Plausibility.overall(findings)).isEqualTo(Severity.REJECTED);
    }

    @Test
    void impossibleNumbersAreNamed() {
        assertThat(rules(cdr -> cdr.put("total_energy", -3), OURS)).contains(PlausibilityRule.ENERGY_NEGATIVE);
        assertThat(rules(cdr -> cdr.put("total_energy", 950), OURS))
                .contains(
                        PlausibilityRule.PERIODS_DIFFER_FROM_TOTALS,
                        PlausibilityRule.ENERGY_TOO_LARGE,
                        PlausibilityRule.POWER_TOO_LARGE);
        assertThat(rules(cdr -> cdr.put("end_date_time", "2026-03-02T07:00:00Z"), OURS))
                .contains(PlausibilityRule.ENDS_BEFORE_START);
        assertThat(rules(cdr -> cdr.put("end_date_time", "2026-03-03T07:00:00Z"), OURS))
                .contains(PlausibilityRule.IN_THE_FUTURE);
        assertThat(rules(cdr -> cdr.remove("start_date_time"), OURS)).contains(PlausibilityRule.TIMES_MISSING);
    }

    @Test
    void aTotalFarFromTheTariffWaitsForAPerson() {
        // when
        List<Finding> findings = check(cdr -> cdr.putObject("total_cost").put("excl_vat", 9.99), OURS);

        // then
        assertThat(findings).extracting(Finding::rule).contains(PlausibilityRule.COST_DIFFERS_FROM_TARIFF);
        assertThat(Plausibility.overall(findings)).isEqualTo(Severity.SUSPICIOUS);
    }

    @Test
    void aCentOfRoundingIsNoDifference() {
        assertThat(rules(
                        cdr -> {
                            cdr.putObject("total_cost").put("excl_vat", 5.01);
                            cdr.putObject("total_energy_cost").put("excl_vat", 5.01);
                        },
                        OURS))
                .isEmpty();
    }

    @Test
    void withoutATariffTheCostCannotBeVerifiedWhichIsNoReasonToWait() {
        // when
        List<Finding> findings = check(cdr -> cdr.putArray("tariffs"), OURS);

        // then
        assertThat(findings).extracting(Finding::rule).containsExactly(PlausibilityRule.COST_NOT_VERIFIABLE);
        assertThat(Plausibility.overall(findings)).isEqualTo(Severity.NOTE);
    }

    @Test
    void aRuleCanBeConfiguredToBiteHarder() {
        // given
        Plausibility strict =
                new Plausibility(PlausibilityPolicy.configured(List.of("COST_NOT_VERIFIABLE=REJECTED"), List.of()));

        // when
        List<Finding> findings = check(strict, cdr -> cdr.putArray("tariffs"), OURS);

        // then
        assertThat(Plausibility.overall(findings)).isEqualTo(Severity.REJECTED);
    }

    @Test
    void aConnectorDeliversNoMoreThanItCan() {
        // given
        CdrEvidence slow =
                new CdrEvidence(OURS.holder(), OURS.sessionId(), null, false, false, new BigDecimal("11"), null, null);

        // when then
        assertThat(rules(cdr -> {}, slow)).containsExactly(PlausibilityRule.POWER_TOO_LARGE);
    }

    @Test
    void aLimitCanBeConfigured() {
        // given
        Plausibility strict =
                new Plausibility(PlausibilityPolicy.configured(List.of(), List.of("LARGEST_BATTERY_KWH=19")));

        // when then
        assertThat(check(strict, cdr -> {}, OURS))
                .extracting(Finding::rule)
                .containsExactly(PlausibilityRule.ENERGY_TOO_LARGE);
    }

    @Test
    void aCardInTwoPlacesIsTwoCards() {
        // given
        CdrEvidence.Stop paris = new CdrEvidence.Stop(null, new BigDecimal("48.85"), new BigDecimal("2.35"));

        // when
        List<Finding> findings =
                check(at("43.29", "5.37"), behaving(true, new CdrEvidence.Behaviour(0, true, null, paris)));

        // then
        assertThat(findings).extracting(Finding::rule).contains(PlausibilityRule.FRAUD_CARD_CLONED);
        assertThat(Plausibility.overall(findings)).isEqualTo(Severity.REJECTED);
    }

    @Test
    void nobodyIsInMarseilleAnHourAfterParis() {
        // given
        CdrEvidence.Stop paris = new CdrEvidence.Stop(
                Instant.parse("2026-03-02T07:00:00Z"), new BigDecimal("48.85"), new BigDecimal("2.35"));
        CdrEvidence.Behaviour behaviour = new CdrEvidence.Behaviour(8, false, paris, null);

        // when then
        assertThat(rules(at("43.29", "5.37"), behaving(false, behaviour)))
                .containsExactly(
                        PlausibilityRule.FRAUD_OPERATOR_UNKNOWN,
                        PlausibilityRule.FRAUD_TOO_OFTEN,
                        PlausibilityRule.FRAUD_IMPOSSIBLE_TRAVEL);
        assertThat(rules(at("48.86", "2.36"), behaving(false, new CdrEvidence.Behaviour(0, true, paris, null))))
                .isEmpty();
    }

    private static Consumer<ObjectNode> at(String latitude, String longitude) {
        return cdr -> ((ObjectNode) cdr.get("cdr_location"))
                .putObject("coordinates")
                .put("latitude", latitude)
                .put("longitude", longitude);
    }

    private static CdrEvidence behaving(boolean overlapping, CdrEvidence.Behaviour behaviour) {
        return new CdrEvidence(OURS.holder(), OURS.sessionId(), null, false, overlapping, null, behaviour, null);
    }

    @Test
    void aVersionTwoOneCdrIsReadToo() {
        // given
        JsonNode cdr = OcpiTariffJson.parse("""
                {"id": "7", "start_date_time": "2026-03-02T08:00:00", "stop_date_time": "2026-03-02T09:00:00Z",
                 "auth_id": "NLVLTC1", "total_cost": 4.5, "currency": "EUR", "total_energy": "12.5",
                 "location": {"id": "L", "name": "Harbour", "country": "NLD",
                              "evses": [{"uid": "E1", "evse_id": "NL*ABC*E1", "connectors": [{"id": "1"}]}]}}
                """);

        // when
        CdrFacts facts = CdrFacts.read(cdr, new PartyId("NL", "ABC"));

        // then
        assertThat(facts.key()).isEqualTo(new CdrKey(new PartyId("NL", "ABC"), "7"));
        assertThat(facts.endedAt()).isEqualTo("2026-03-02T09:00:00Z");
        assertThat(facts.startedAt()).isEqualTo("2026-03-02T08:00:00Z");
        assertThat(facts.totalCost()).isEqualTo(new BigDecimal("4.5"));
        assertThat(facts.place().evseId()).isEqualTo("NL*ABC*E1");
        assertThat(facts.token().contractId()).isEqualTo("NLVLTC1");
    }

    private static List<PlausibilityRule> rules(Consumer<ObjectNode> change, CdrEvidence evidence) {
        return check(change, evidence).stream().map(Finding::rule).toList();
    }

    private static List<Finding> check(Consumer<ObjectNode> change, CdrEvidence evidence) {
        return check(new Plausibility(PlausibilityPolicy.ORDINARY), change, evidence);
    }

    private static List<Finding> check(Plausibility plausibility, Consumer<ObjectNode> change, CdrEvidence evidence) {
        ObjectNode cdr = (ObjectNode) OcpiTariffJson.parse(CDR);
        change.accept(cdr);
        CdrFacts facts = CdrFacts.read(cdr, new PartyId("FR", "CPO"));
        return plausibility.check(facts, CostComparison.of(cdr, List.of()), evidence, NOW);
    }
}
