package dev.voltaire.spending;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.voltaire.value.Countries;
import java.io.UncheckedIOException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What the rules need to know, as a part of the statement that reads the token: nobody asks twice. Where no policy
/// applies nothing more is read.
public final class SpendingEvidence {
    /// A lateral join under the alias `spending` with the one column `policies`. It follows `t` (the token), `o` (its
    /// unit) and `q` with `at`, `country`, `party`, `location` and `evse`.
    public static final String JOIN = """
            left join lateral (
                select jsonb_agg(to_jsonb(y) || jsonb_build_object(
                    'spent', case when y.budget is null then null
                        when y.profile_id is null and y.token_id is null and not y.each_profile then
                            coalesce((select g.spent from spending_usage g where g.policy_id = y.id
                                and g.period_start = spending_period_start(y.period, y.time_zone, q.at)), 0)
                        else spent_by(t.profile_id, y.token_id, y.currency,
                                      spending_period_start(y.period, y.time_zone, q.at)) end,
                    'sessions', case when y.sessions_per_day is not null then
                        (select count(*) from session s where s.profile_id = t.profile_id
                            and (y.token_id is null or s.token_id = y.token_id) and s.status <> 'INVALID'
                            and s.started_at >= spending_period_start('DAY', y.time_zone, q.at)) end,
                    'here', case when q.location is not null
                                  and (y.countries is not null or y.power_types is not null) then
                        (select jsonb_build_object('country', min(l.country),
                                'power', jsonb_agg(distinct left(n.power_type, 2)))
                         from location l left join connector n on n.location_id = l.id
                             and (q.evse is null or n.evse_key = lower(q.evse))
                         where l.country_code = q.country and l.party_id = q.party
                           and l.location_key = lower(q.location)) end))::text as policies
                from spending_policy y
                where y.ended_at is null
                  and (y.token_id = t.id or y.profile_id = t.profile_id
                       or y.token_id is null and y.profile_id is null and y.unit_path @> o.path)) spending on true
            """;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private SpendingEvidence() {}

    /// What [#JOIN] found.
    ///
    /// @param here the location as far as a rule asked for it
    public record Found(
            List<SpendingRules.Applied> policies, @Nullable Here here) {
        public static final Found NOTHING = new Found(List.of(), null);

        /// @param operator as `NL*RBC`
        public SpendingRules.Where partner(String operator, boolean locationNamed) {
            return new SpendingRules.AtPartner(
                    operator,
                    locationNamed,
                    here == null ? null : here.country(),
                    here == null ? Set.of() : here.powerTypes());
        }
    }

    /// A location of a partner.
    public record Here(@Nullable String country, Set<PowerType> powerTypes) {}

    public static Found read(@Nullable String policies) {
        if (policies == null) {
            return Found.NOTHING;
        }
        List<SpendingRules.Applied> applied = new ArrayList<>();
        Here here = null;
        for (JsonNode policy : parse(policies)) {
            applied.add(new SpendingRules.Applied(
                    terms(policy),
                    policy.path("spent").isNumber() ? policy.get("spent").decimalValue() : null,
                    policy.path("sessions").isNumber() ? policy.get("sessions").intValue() : null));
            if (policy.path("here").isObject()) {
                here = here(policy.get("here"));
            }
        }
        return new Found(applied, here);
    }

    private static Here here(JsonNode json) {
        String country = json.path("country").textValue();
        Set<PowerType> powers = new LinkedHashSet<>();
        for (JsonNode power : json.path("power")) {
            for (PowerType type : PowerType.values()) {
                if (type.name().equals(power.asText("").toUpperCase(Locale.ROOT))) {
                    powers.add(type);
                }
            }
        }
        return new Here(country == null ? null : Countries.alpha2(country), powers);
    }

    /// A row of `spending_policy` as JSON.
    static PolicyTerms terms(JsonNode row) {
        String period = row.path("period").textValue();
        String from = row.path("time_from").textValue();
        String until = row.path("time_until").textValue();
        return new PolicyTerms(
                PolicyPlace.valueOf(row.path("place").asText()),
                period == null ? null : SpendingPeriod.valueOf(period),
                row.path("budget").isNumber() ? row.get("budget").decimalValue() : null,
                row.path("per_session").isNumber() ? row.get("per_session").decimalValue() : null,
                row.path("sessions_per_day").isNumber()
                        ? row.get("sessions_per_day").intValue()
                        : null,
                ZoneId.of(row.path("time_zone").asText()),
                all(row.path("weekdays"), DayOfWeek::valueOf),
                from == null ? null : LocalTime.parse(from),
                until == null ? null : LocalTime.parse(until),
                all(row.path("countries"), Function.identity()),
                all(row.path("operators"), Function.identity()),
                all(row.path("power_types"), PowerType::valueOf));
    }

    private static <T> Set<T> all(JsonNode texts, Function<String, T> reading) {
        Set<T> all = new LinkedHashSet<>();
        texts.forEach(text -> all.add(reading.apply(text.asText())));
        return all;
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException ours) {
            throw new UncheckedIOException(ours);
        }
    }
}
