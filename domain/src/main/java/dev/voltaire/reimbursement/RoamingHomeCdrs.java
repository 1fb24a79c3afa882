package dev.voltaire.reimbursement;

import dev.voltaire.cdr.PlausibilityRule;
import dev.voltaire.reimbursement.SettlementRepository.Place;
import dev.voltaire.reimbursement.SettlementRepository.Usage;
import dev.voltaire.session.Resolution;
import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/// Partners' CDRs that say `home_charging_compensation` (OCPI 2.2.1 §10.3.1): the driver charged at home, at a charger
/// that another operator runs. A credit takes its energy from the CDR it names. What our checks found suspicious waits
/// for a person.
@ApplicationScoped
class RoamingHomeCdrs {
    private static final String USAGE = """
            SELECT k.id, k.raw, k.started_at, k.ended_at, k.country_code, k.party_id, k.location_reference,
                   coalesce(k.location_name, k.location_reference) AS place,
                   greatest(k.energy_kwh - coalesce((
                       SELECT sum(abs(c.energy_kwh)) FROM cpo_cdr c
                       WHERE c.country_code = k.country_code AND c.party_id = k.party_id AND c.credit
                         AND c.duplicate_of IS NULL AND lower(c.credit_reference) = lower(k.cdr_id)), 0), 0) AS kwh,
                   a.plausibility = 'REJECTED' AS rejected,
                   EXISTS (SELECT FROM jsonb_array_elements(a.findings) f
                           WHERE f ->> 'severity' = 'SUSPICIOUS' AND f ->> 'rule' <> ALL (?)) AS suspicious,
                   v.resolution, v.kwh AS resolved_kwh, v.seen_kwh, t.id AS token_id, t.profile_id,
                   t.organisation_unit_id AS unit_id
            FROM cpo_cdr k
            JOIN cdr_assessment a ON a.cpo_cdr_id = k.id
            LEFT JOIN token t ON t.id = a.token_id
            LEFT JOIN LATERAL (SELECT * FROM home_cdr_resolution v WHERE v.cpo_cdr_id = k.id
                               ORDER BY v.resolved_at DESC, v.id DESC LIMIT 1) v ON true
            WHERE k.id = ? AND k.duplicate_of IS NULL AND NOT k.credit
              AND k.home_charging_compensation AND k.origin = 'ROAMING'
              AND k.started_at IS NOT NULL AND k.ended_at IS NOT NULL AND k.energy_kwh IS NOT NULL
            """;

    /// We pay the driver's price, whatever the operator asks for.
    private static final String[] OF_THE_PRICE = Arrays.stream(PlausibilityRule.values())
            .filter(PlausibilityRule::aboutPrice)
            .map(Enum::name)
            .toArray(String[]::new);

    private final Sql sql;

    @Inject
    RoamingHomeCdrs(Sql sql) {
        this.sql = sql;
    }

    /// What a received CDR asks to settle.
    ///
    /// @param subjectId the CDR itself, or the one a credit takes back; absent when that has not come yet
    record Received(boolean compensated, boolean assessed, Optional<UUID> subjectId) {}

    Received received(UUID cpoCdrId) {
        return sql.first(
                        """
                        SELECT k.credit, k.credit_reference, k.id,
                               k.home_charging_compensation AND k.origin = 'ROAMING' AND k.duplicate_of IS NULL
                                   AS compensated,
                               EXISTS (SELECT FROM cdr_assessment a WHERE a.cpo_cdr_id = k.id) AS assessed,
                               (SELECT o.id FROM cpo_cdr o WHERE o.country_code = k.country_code
                                AND o.party_id = k.party_id AND o.duplicate_of IS NULL AND lower(o.cdr_id) = lower(k.credit_reference)) AS credited
                        FROM cpo_cdr k WHERE k.id = ?
                        """,
                        row -> new Received(
                                row.getBoolean("compensated"),
                                row.getBoolean("assessed"),
                                Optional.ofNullable(
                                        row.getBoolean("credit")
                                                ? row.getObject("credited", UUID.class)
                                                : Sql.id(row, "id"))),
                        cpoCdrId)
                .orElseThrow();
    }

    /// Nobody else settles the CDR until the transaction ends. Empty for what cannot be read.
    Optional<Usage> locked(UUID cpoCdrId) {
        sql.query("SELECT pg_advisory_xact_lock(hashtextextended(?, 41))", row -> true, cpoCdrId.toString());
        return sql.first(USAGE, RoamingHomeCdrs::usage, OF_THE_PRICE, cpoCdrId);
    }

    private static Usage usage(ResultSet row) throws SQLException {
        Instant startedAt = Sql.requiredInstant(row, "started_at");
        UUID id = Sql.id(row, "id");
        String place = row.getString("place");
        BigDecimal kwh = row.getBigDecimal("kwh");
        BigDecimal seen = row.getBigDecimal("seen_kwh");
        boolean stillAsSeen = seen != null && seen.compareTo(kwh) == 0;
        return new Usage(
                id,
                null,
                id,
                startedAt,
                Sql.requiredInstant(row, "ended_at"),
                SettlementRepository.day(startedAt, row.getBytes("raw"), null),
                kwh,
                new Place(
                        null,
                        row.getString("country_code"),
                        row.getString("party_id"),
                        row.getString("location_reference"),
                        place == null ? "" : place),
                row.getObject("unit_id", UUID.class),
                row.getObject("profile_id", UUID.class),
                row.getObject("token_id", UUID.class),
                row.getBoolean("rejected"),
                true,
                true,
                row.getBoolean("suspicious") && !stillAsSeen,
                stillAsSeen ? Resolution.valueOf(row.getString("resolution")) : null,
                row.getBigDecimal("resolved_kwh"),
                null);
    }
}
