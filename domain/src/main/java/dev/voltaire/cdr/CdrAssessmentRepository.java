package dev.voltaire.cdr;

import dev.voltaire.cdr.plan.PlanReader;
import dev.voltaire.sql.Sql;
import dev.voltaire.value.TokenUid;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/// The SQL between stored CPO CDRs and their MSP CDRs: the hot path, so it takes many at once.
@ApplicationScoped
class CdrAssessmentRepository {
    /// One row per CDR. A token is found by its uid, else by its contract. Overlapping sessions are looked for among
    /// the 200 of the token that began last, so that a card many share does not make each of its CDRs dearer. The
    /// limits within keep the planner from joining whole tables first, which it likes while they are small.
    private static final String EVIDENCE = """
            SELECT c.id AS cdr, h.*, k.*,
                   coalesce(
                       (SELECT s.id FROM session s WHERE s.origin = 'ROAMING' AND s.country_code = c.country_code
                        AND s.party_id = c.party_id AND s.external_id = c.session_reference),
                       (SELECT s.id FROM session s WHERE s.authorisation_reference = c.authorisation_reference
                        AND s.origin = 'ROAMING' ORDER BY s.started_at DESC LIMIT 1)) AS session_id,
                   EXISTS (SELECT FROM cpo_cdr o WHERE o.evse_uid = c.evse_uid AND o.started_at = c.started_at
                           AND o.id <> c.id AND o.country_code = c.country_code AND o.party_id = c.party_id
                           AND NOT o.credit AND o.duplicate_of IS NULL AND lower(o.cdr_id) <> lower(c.cdr_id))
                       AS same_session,
                   v.id IS NOT NULL AS overlapping, v.latitude AS overlapping_latitude,
                   v.longitude AS overlapping_longitude,
                   (SELECT coalesce(n.max_electric_power / 1000.0,
                                    n.max_voltage * n.max_amperage * CASE n.power_type WHEN 'AC_3_PHASE' THEN 3 ELSE 1 END
                                        / 1000.0)
                    FROM location l JOIN connector n ON n.location_id = l.id
                    WHERE l.partner_id = c.partner_id AND l.country_code = c.country_code AND l.party_id = c.party_id
                      AND l.location_key = lower(c.location_reference) AND n.evse_key = lower(c.evse_uid)
                      AND n.connector_key = lower(c.connector_reference)) AS strongest_kw,
                   CASE WHEN h.looks_for_fraud THEN
                       (SELECT count(*) FROM (SELECT FROM cpo_cdr o WHERE o.token_uid = c.token_uid AND NOT o.credit
                        AND o.duplicate_of IS NULL AND o.id <> c.id AND o.started_at BETWEEN c.started_at - interval '1 day' AND c.started_at
                        LIMIT 100) o) END AS sessions_of_the_day,
                   EXISTS (SELECT FROM partner_role r WHERE r.partner_id = c.partner_id
                           AND r.country_code = c.country_code AND r.party_id = c.party_id) AS operator_known,
                   EXISTS (SELECT FROM price_quote q WHERE q.token_id = h.token_id AND q.used_at
                           BETWEEN c.started_at - interval '1 hour' AND coalesce(c.ended_at, c.started_at)) AS quoted,
                   p.ended_at AS previous_end, p.latitude AS previous_latitude, p.longitude AS previous_longitude,
            """ + PlanReader.COLUMNS + """
            FROM unnest(?::uuid[], ?::text[], ?::text[]) AS i (id, uid, contract)
            JOIN cpo_cdr c ON c.id = i.id
            LEFT JOIN LATERAL (
                SELECT t.id AS token_id, t.profile_id, t.organisation_unit_id, u.currency, u.path,
                       CASE f.billable WHEN 'BILLABLE' THEN true WHEN 'NON_BILLABLE' THEN false
                            ELSE u.billable END AS billable,
                       t.valid_from, least(t.valid_until, t.deactivated_at) AS valid_until,
                       coalesce(f.fraud_detection_enabled, false) AS looks_for_fraud
                FROM token t
                LEFT JOIN profile f ON f.id = t.profile_id
                LEFT JOIN organisation_unit u ON u.id = t.organisation_unit_id
                WHERE t.uid = i.uid OR t.contract_id = i.contract
                ORDER BY t.uid = i.uid AND t.type = c.token_type DESC NULLS LAST, t.uid = i.uid DESC NULLS LAST
                LIMIT 1) h ON true
            LEFT JOIN LATERAL (
                SELECT o.id AS credited_id, o.total_cost AS credited_total,
                       a.cpo_cdr_id IS NOT NULL AS credited_assessed, m.id AS charged_id,
                       v.currency AS charged_currency, v.costs AS charged_costs
                FROM cpo_cdr o
                LEFT JOIN cdr_assessment a ON a.cpo_cdr_id = o.id
                LEFT JOIN msp_cdr m ON m.cpo_cdr_id = o.id AND m.corrects_version IS NULL
                LEFT JOIN msp_cdr_version v ON v.msp_cdr_id = m.id AND v.version = m.current_version
                WHERE c.credit AND o.country_code = c.country_code AND o.party_id = c.party_id
                  AND lower(o.cdr_id) = lower(c.credit_reference) AND o.duplicate_of IS NULL
                LIMIT 1) k ON true
            LEFT JOIN LATERAL (
                SELECT o.ended_at, o.latitude, o.longitude FROM cpo_cdr o
                WHERE h.looks_for_fraud AND o.token_uid = c.token_uid AND o.id <> c.id AND NOT o.credit
                  AND o.duplicate_of IS NULL
                  AND o.started_at BETWEEN c.started_at - interval '1 day' AND c.started_at
                ORDER BY o.started_at DESC LIMIT 1) p ON true
            LEFT JOIN LATERAL (
                SELECT o.id, o.latitude, o.longitude FROM (
                    SELECT * FROM cpo_cdr
                    WHERE token_uid = c.token_uid AND started_at BETWEEN c.started_at - interval '7 days' AND c.ended_at
                    ORDER BY started_at DESC LIMIT 200) o
                WHERE o.id <> c.id AND NOT o.credit AND o.evse_uid IS DISTINCT FROM c.evse_uid
                  AND least(o.ended_at, c.ended_at) - greatest(o.started_at, c.started_at) > interval '5 minutes'
                LIMIT 1) v ON true
            """ + "LEFT JOIN LATERAL ("
            + PlanReader.nearest(
                    "h.path",
                    "coalesce(h.currency, ?)",
                    "coalesce(c.started_at, c.received_at)",
                    "c.partner_id",
                    "c.connector_power_type")
            + ") plan ON true";

    private static final String TYPES = """
            uuid uuid uuid uuid uuid uuid jsonb jsonb text numeric text jsonb timestamptz
            """;

    private final Sql sql;
    private final PlanReader plans;
    private final String baseCurrency;

    @Inject
    CdrAssessmentRepository(
            Sql sql,
            PlanReader plans,
            @ConfigProperty(name = "voltaire.base-currency", defaultValue = "EUR") String baseCurrency) {
        this.sql = sql;
        this.plans = plans;
        this.baseCurrency = baseCurrency;
    }

    /// Those of these CDRs nobody has assessed yet.
    List<CdrSubject> unassessed(Collection<UUID> ids) {
        return sql.query("SELECT " + CdrSubject.COLUMNS + """
                 FROM cpo_cdr c LEFT JOIN partner p ON p.id = c.partner_id
                WHERE c.id = ANY (?) AND (SELECT a.cpo_cdr_id FROM cdr_assessment a WHERE a.cpo_cdr_id = c.id) IS NULL
                """, CdrSubject::read, (Object) ids.toArray(UUID[]::new));
    }

    /// All we know around these CDRs, in one statement.
    Map<UUID, CdrEvidence> evidence(List<CdrSubject> subjects) {
        int size = subjects.size();
        UUID[] ids = new UUID[size];
        @Nullable String[] uids = new String[size];
        @Nullable String[] contracts = new String[size];
        for (int i = 0; i < size; i++) {
            CdrFacts.Token token = subjects.get(i).facts().token();
            String contract = token.contractId();
            ids[i] = subjects.get(i).id();
            uids[i] = token.uid() == null ? null : TokenUid.canonicalise(token.uid());
            contracts[i] =
                    contract == null ? null : contract.replaceAll("[-*]", "").toUpperCase(Locale.ROOT);
        }
        Map<UUID, CdrEvidence> evidence = HashMap.newHashMap(size);
        sql.each(
                EVIDENCE,
                row -> Map.entry(Sql.id(row, "cdr"), evidence(row)),
                found -> evidence.put(found.getKey(), found.getValue()),
                ids,
                uids,
                contracts,
                baseCurrency);
        return evidence;
    }

    private CdrEvidence evidence(ResultSet row) throws SQLException {
        boolean looksForFraud = row.getBoolean("looks_for_fraud");
        return new CdrEvidence(
                holder(row),
                row.getObject("session_id", UUID.class),
                credited(row),
                row.getBoolean("same_session"),
                row.getBoolean("overlapping"),
                row.getBigDecimal("strongest_kw"),
                looksForFraud ? behaviour(row) : null,
                plan(row),
                row.getBoolean("quoted"));
    }

    private CdrEvidence.@Nullable Plan plan(ResultSet row) throws SQLException {
        UUID id = row.getObject("plan_id", UUID.class);
        return id == null ? null : new CdrEvidence.Plan(id, plans.terms(id, row));
    }

    private static CdrEvidence.Behaviour behaviour(ResultSet row) throws SQLException {
        return new CdrEvidence.Behaviour(
                row.getInt("sessions_of_the_day"),
                row.getBoolean("operator_known"),
                new CdrEvidence.Stop(
                        Sql.instant(row, "previous_end"),
                        row.getBigDecimal("previous_latitude"),
                        row.getBigDecimal("previous_longitude")),
                new CdrEvidence.Stop(
                        null, row.getBigDecimal("overlapping_latitude"), row.getBigDecimal("overlapping_longitude")));
    }

    private static CdrEvidence.@Nullable Credited credited(ResultSet row) throws SQLException {
        UUID cpoCdr = row.getObject("credited_id", UUID.class);
        if (cpoCdr == null) {
            return null;
        }
        UUID charged = row.getObject("charged_id", UUID.class);
        return new CdrEvidence.Credited(
                cpoCdr,
                row.getBigDecimal("credited_total"),
                row.getBoolean("credited_assessed"),
                charged == null
                        ? null
                        : new CdrEvidence.Charged(
                                charged,
                                new CustomerPrice(
                                        CurrencyUnit.of(row.getString("charged_currency")),
                                        CdrJson.components(row.getString("charged_costs")))));
    }

    private static CdrEvidence.@Nullable Holder holder(ResultSet row) throws SQLException {
        UUID token = row.getObject("token_id", UUID.class);
        return token == null
                ? null
                : new CdrEvidence.Holder(
                        token,
                        row.getObject("profile_id", UUID.class),
                        row.getObject("organisation_unit_id", UUID.class),
                        row.getString("currency"),
                        row.getBoolean("billable"),
                        Sql.instant(row, "valid_from"),
                        Sql.instant(row, "valid_until"));
    }

    /// What an assessment leaves behind; `costs`, `exchange` and `findings` are JSON.
    record Assessed(
            UUID cpoCdrId,
            CdrEvidence evidence,
            String costs,
            @Nullable String exchange,
            Verdict verdict,
            @Nullable BigDecimal difference,
            String plausibility,
            String findings,
            Instant at) {}

    void insert(List<Assessed> assessed) {
        if (!assessed.isEmpty()) {
            sql.update(
                    """
                    INSERT INTO cdr_assessment (cpo_cdr_id, organisation_unit_id, profile_id, token_id, session_id,
                        credited_cpo_cdr_id, costs, exchange, verdict, difference, plausibility, findings, assessed_at)
                    SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                    Sql.columns(
                            assessed.stream()
                                    .map(CdrAssessmentRepository::values)
                                    .toList(),
                            TYPES));
        }
    }

    private static @Nullable Object[] values(Assessed assessed) {
        CdrEvidence.Holder holder = assessed.evidence().holder();
        return new @Nullable Object[] {
            assessed.cpoCdrId(),
            holder == null ? null : holder.organisationUnitId(),
            holder == null ? null : holder.profileId(),
            holder == null ? null : holder.tokenId(),
            assessed.evidence().sessionId(),
            assessed.evidence().creditedCpoCdrId(),
            assessed.costs(),
            assessed.exchange(),
            assessed.verdict(),
            assessed.difference(),
            assessed.plausibility(),
            assessed.findings(),
            assessed.at()
        };
    }
}
