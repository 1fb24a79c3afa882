package dev.voltaire.session;

import dev.voltaire.sql.Sql;
import dev.voltaire.value.PartyId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Sessions as partners report them (OCPI 2.2.1 §9.3.2). One row per (country, party, id); an older report never
/// overwrites a newer one, and a completed session stays as it is.
@ApplicationScoped
public class RoamingSessions {
    private static final String UPSERT = """
            INSERT INTO session AS s (id, origin, status, organisation_unit_id, profile_id, token_id, token_uid,
                contract_id, authorisation_reference, location_id, evse_id, connector_id, started_at, ended_at, kwh,
                last_updated, created_at, partner_id, country_code, party_id, external_id, auth_method, meter_id,
                currency, total_cost, charging_periods, raw)
            SELECT uuidv7(), 'ROAMING', ?, t.organisation_unit_id, t.profile_id, t.id, n.token_uid, n.contract_id,
                   ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?
            FROM (SELECT ?::text AS token_uid, ?::text AS contract_id) n
            LEFT JOIN LATERAL (SELECT id, profile_id, organisation_unit_id FROM token
                               WHERE uid = n.token_uid OR contract_id = n.contract_id
                               ORDER BY uid = n.token_uid DESC, contract_id = n.contract_id DESC NULLS LAST
                               LIMIT 1) t ON true
            ON CONFLICT (country_code, party_id, external_id) WHERE origin = 'ROAMING' DO UPDATE
            SET status = excluded.status, ended_at = excluded.ended_at, kwh = excluded.kwh,
                started_at = excluded.started_at, last_updated = excluded.last_updated,
                location_id = excluded.location_id, evse_id = excluded.evse_id, connector_id = excluded.connector_id,
                authorisation_reference = excluded.authorisation_reference, auth_method = excluded.auth_method,
                meter_id = excluded.meter_id, currency = excluded.currency, total_cost = excluded.total_cost,
                organisation_unit_id = coalesce(s.organisation_unit_id, excluded.organisation_unit_id),
                profile_id = coalesce(s.profile_id, excluded.profile_id),
                token_id = coalesce(s.token_id, excluded.token_id),
                charging_periods = CASE WHEN ? THEN coalesce(s.charging_periods, '[]'::jsonb)
                                                    || coalesce(excluded.charging_periods, '[]'::jsonb)
                                        ELSE excluded.charging_periods END,
                raw = excluded.raw
            WHERE s.last_updated <= excluded.last_updated AND s.partner_id = excluded.partner_id
              AND s.status NOT IN ('COMPLETED', 'INVALID')
            """;

    private final Sql sql;

    @Inject
    RoamingSessions(Sql sql) {
        this.sql = sql;
    }

    /// A session as a partner describes it, whole: a PATCH is merged into the stored raw JSON by the gateway first.
    ///
    /// @param tokenUid as sent; compared in its canonical form; empty when the partner names the contract only
    /// @param chargingPeriods the periods of this report as a JSON array, absent when it has none
    /// @param appendPeriods true for a PATCH, whose periods are added to those known (OCPI 2.2.1 §9.3.2)
    /// @param raw the whole object as JSON
    public record Fact(
            PartyId party,
            String id,
            SessionStatus status,
            String tokenUid,
            @Nullable String contractId,
            @Nullable String authorisationReference,
            @Nullable String authMethod,
            @Nullable String locationId,
            @Nullable String evseUid,
            @Nullable String connectorId,
            @Nullable String meterId,
            Instant startedAt,
            @Nullable Instant endedAt,
            BigDecimal kwh,
            @Nullable String currency,
            @Nullable BigDecimal totalCost,
            Instant lastUpdated,
            @Nullable String chargingPeriods,
            boolean appendPeriods,
            String raw) {
        /// For a partner that leaves the currency out.
        public Fact orIn(@Nullable String otherwise) {
            return currency != null || otherwise == null
                    ? this
                    : new Fact(
                            party,
                            id,
                            status,
                            tokenUid,
                            contractId,
                            authorisationReference,
                            authMethod,
                            locationId,
                            evseUid,
                            connectorId,
                            meterId,
                            startedAt,
                            endedAt,
                            kwh,
                            otherwise,
                            totalCost,
                            lastUpdated,
                            chargingPeriods,
                            appendPeriods,
                            raw);
        }

        @Override
        public String toString() {
            return "Fact[party=" + party + ", id=" + id + ", status=" + status + "]";
        }
    }

    public enum Reception {
        STORED,
        /// Older than what we have, or about a session that has ended: acknowledged, nothing changed.
        IGNORED
    }

    @Transactional
    public Reception receive(UUID partnerId, Fact fact, Instant receivedAt) {
        int changed = sql.update(
                UPSERT,
                fact.status().name(),
                fact.authorisationReference(),
                fact.locationId(),
                fact.evseUid(),
                fact.connectorId(),
                fact.startedAt(),
                fact.endedAt(),
                fact.kwh(),
                fact.lastUpdated(),
                receivedAt,
                partnerId,
                fact.party().countryCode(),
                fact.party().partyId(),
                fact.id(),
                fact.authMethod(),
                fact.meterId(),
                fact.currency(),
                fact.totalCost(),
                fact.chargingPeriods(),
                fact.raw(),
                dev.voltaire.value.TokenUid.canonicalise(fact.tokenUid()),
                fact.contractId() == null
                        ? null
                        : fact.contractId().replaceAll("[-*]", "").toUpperCase(java.util.Locale.ROOT),
                fact.appendPeriods());
        return changed == 1 ? Reception.STORED : Reception.IGNORED;
    }

    /// The stored raw object, to merge a PATCH into. Nobody else changes it before the caller's transaction ends.
    @Transactional(Transactional.TxType.MANDATORY)
    public java.util.Optional<String> lockRaw(UUID partnerId, PartyId party, String id) {
        return sql.query("""
                        SELECT raw FROM session
                        WHERE country_code = ? AND party_id = ? AND external_id = ? AND origin = 'ROAMING'
                          AND partner_id = ? FOR UPDATE
                        """, row -> row.getString(1), party.countryCode(), party.partyId(), id, partnerId).stream()
                .findFirst();
    }

    /// The stored raw object.
    public java.util.Optional<String> raw(UUID partnerId, PartyId party, String id) {
        return sql.query("""
                        SELECT raw FROM session
                        WHERE country_code = ? AND party_id = ? AND external_id = ? AND origin = 'ROAMING'
                          AND partner_id = ?
                        """, row -> row.getString(1), party.countryCode(), party.partyId(), id, partnerId).stream()
                .findFirst();
    }
}
