package dev.voltaire.cdr;

import dev.voltaire.sql.Sql;
import dev.voltaire.value.PartyId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of `cpo_cdr` on the way in. Plain JDBC, in the transaction of the thread.
@ApplicationScoped
class CpoCdrRepository {
    private static final String INSERT = """
            INSERT INTO cpo_cdr (
                origin, partner_id, duplicate_of, country_code, party_id, cdr_id, raw, received_at, source_updated_at,
                started_at, ended_at, session_reference, authorisation_reference, authorisation_method, token_uid, token_type,
                contract_id, location_reference, location_name, address, postal_code, city, country, evse_uid,
                evse_id, connector_reference, connector_power_type, meter_id, currency, total_cost, energy_kwh,
                duration_hours, parking_hours, remark, invoice_reference, credit, credit_reference,
                home_charging_compensation, latitude, longitude)
            SELECT * FROM unnest(
                ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            RETURNING id, country_code, party_id, cdr_id
            """;
    private static final String TYPES = """
            text uuid uuid text text text bytea timestamptz timestamptz timestamptz timestamptz text text text text
            text text text text text text text text text text text text text text numeric numeric numeric
            numeric text text bool text bool numeric numeric
            """;

    private final Sql sql;

    @Inject
    CpoCdrRepository(Sql sql) {
        this.sql = sql;
    }

    /// A CDR on its way into the table.
    ///
    /// @param duplicateOf the CDR that counts under its key, brought by another partner; absent for one that counts
    record Arrival(
            CdrOrigin origin,
            @Nullable UUID partnerId,
            @Nullable UUID duplicateOf,
            CdrFacts facts,
            byte[] raw,
            Instant at) {
        Arrival(CdrOrigin origin, @Nullable UUID partnerId, CdrFacts facts, byte[] raw, Instant at) {
            this(origin, partnerId, null, facts, raw, at);
        }

        Arrival besides(UUID counting) {
            return new Arrival(origin, partnerId, counting, facts, raw, at);
        }

        /// Equal for those of which only one can be stored.
        String name() {
            CdrKey key = facts.key();
            return key.party() + " " + key.id().toLowerCase(Locale.ROOT);
        }
    }

    /// @return the ids of those whose key was free
    Map<CdrKey, UUID> insert(List<Arrival> arrivals) {
        Map<CdrKey, UUID> stored = HashMap.newHashMap(arrivals.size());
        // in one order, so that two batches with the same CDRs wait for each other instead of meeting
        List<@Nullable Object[]> rows = arrivals.stream()
                .sorted(Comparator.comparing(Arrival::name))
                .map(CpoCdrRepository::values)
                .toList();
        sql.each(
                INSERT,
                row -> Map.entry(
                        new CdrKey(
                                new PartyId(row.getString("country_code"), row.getString("party_id")),
                                row.getString("cdr_id")),
                        Sql.id(row, "id")),
                inserted -> stored.put(inserted.getKey(), inserted.getValue()),
                Sql.columns(rows, TYPES));
        return stored;
    }

    private static @Nullable Object[] values(Arrival arrival) {
        CdrFacts cdr = arrival.facts();
        CdrFacts.Place place = cdr.place();
        return new @Nullable Object[] {
            arrival.origin(),
            arrival.partnerId(),
            arrival.duplicateOf(),
            cdr.key().party().countryCode(),
            cdr.key().party().partyId(),
            cdr.key().id(),
            arrival.raw(),
            arrival.at(),
            cdr.updatedAt(),
            cdr.startedAt(),
            cdr.endedAt(),
            cdr.sessionReference(),
            cdr.authorisationReference(),
            cdr.authorisationMethod(),
            cdr.token().uid(),
            cdr.token().type(),
            cdr.token().contractId(),
            place.reference(),
            place.name(),
            place.address(),
            place.postalCode(),
            place.city(),
            place.country(),
            place.evseUid(),
            place.evseId(),
            place.connectorReference(),
            place.powerType(),
            cdr.meterId(),
            cdr.currency(),
            cdr.totalCost(),
            cdr.energyKwh(),
            cdr.durationHours(),
            cdr.parkingHours(),
            cdr.remark(),
            cdr.invoiceReference(),
            cdr.credit(),
            cdr.creditReference(),
            cdr.homeChargingCompensation(),
            place.latitude(),
            place.longitude()
        };
    }

    /// What this partner, or we ourselves, brought under the key, if anything.
    Optional<UUID> broughtBy(@Nullable UUID partnerId, CdrKey key) {
        return sql.first(
                """
                SELECT id FROM cpo_cdr WHERE country_code = ? AND party_id = ? AND lower(cdr_id) = lower(?)
                  AND partner_id IS NOT DISTINCT FROM ?::uuid
                """,
                row -> Sql.id(row, "id"),
                key.party().countryCode(),
                key.party().partyId(),
                key.id(),
                partnerId);
    }

    /// The CDR that counts, from whomever.
    ///
    /// @throws IllegalStateException when there is none
    UUID counting(CdrKey key) {
        return sql.first(
                        """
                        SELECT id FROM cpo_cdr WHERE country_code = ? AND party_id = ? AND lower(cdr_id) = lower(?)
                          AND duplicate_of IS NULL
                        """,
                        row -> Sql.id(row, "id"),
                        key.party().countryCode(),
                        key.party().partyId(),
                        key.id())
                .orElseThrow(() -> new IllegalStateException("a CDR vanished"));
    }

    /// Byte for byte, or as JSON: white space, the order of fields, trailing zeros, the case of the id and when it was
    /// last touched carry no meaning.
    boolean saysTheSame(UUID id, byte[] raw) {
        return sql.exists("""
                SELECT FROM cpo_cdr
                WHERE id = ? AND (raw = ? OR (convert_from(raw, 'UTF8')::jsonb - '{id,last_updated}'::text[])
                                           = (convert_from(?, 'UTF8')::jsonb - '{id,last_updated}'::text[]))
                """, id, raw, raw);
    }

    /// Exactly the bytes that came, for the partner they came from.
    Optional<byte[]> raw(UUID id, UUID partnerId) {
        return sql.first(
                "SELECT raw FROM cpo_cdr WHERE id = ? AND partner_id = ?", row -> row.getBytes("raw"), id, partnerId);
    }

    /// Once, however often the partner repeats it.
    void keepConflict(UUID id, byte[] raw, Instant at) {
        sql.update("""
                INSERT INTO cpo_cdr_conflict (cpo_cdr_id, raw, received_at)
                SELECT k.id, k.raw, k.at FROM (SELECT ?::uuid AS id, ?::bytea AS raw, ?::timestamptz AS at) k
                WHERE NOT EXISTS (SELECT FROM cpo_cdr_conflict c WHERE c.cpo_cdr_id = k.id AND c.raw = k.raw)
                """, id, raw, at);
    }
}
