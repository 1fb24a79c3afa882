package dev.voltaire.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// All SQL of `audit_event`.
@ApplicationScoped
public class AuditRepository {
    /// One canonical text of everything an event says; jsonb prints its keys in one order.
    private static final String CONTENT = """
            concat_ws('|', id, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), actor_kind,
                coalesce(actor_id, ''), actor_label, action, entity_type, entity_id,
                coalesce(organisation_unit_id::text, ''), details::text)
            """;

    private final EntityManager entities;
    private final ObjectMapper json = new ObjectMapper();

    @Inject
    AuditRepository(EntityManager entities) {
        this.entities = entities;
    }

    void insert(
            Instant at,
            Actor actor,
            String action,
            String entityType,
            UUID entityId,
            @Nullable UUID organisationUnitId,
            Map<String, ?> details) {
        entities.createNativeQuery("""
                        INSERT INTO audit_event (at, actor_kind, actor_id, actor_label, action, entity_type, entity_id,
                                                 organisation_unit_id, details)
                        VALUES (:at, :kind, :actorId, :label, :action, :entityType, :entityId,
                                CAST(:unit AS uuid), CAST(:details AS jsonb))
                        """)
                .setParameter("at", at)
                .setParameter("kind", actor.kind().name())
                .setParameter("actorId", actor.id())
                .setParameter("label", actor.label())
                .setParameter("action", action)
                .setParameter("entityType", entityType)
                .setParameter("entityId", entityId)
                .setParameter("unit", organisationUnitId == null ? null : organisationUnitId.toString())
                .setParameter("details", write(details))
                .executeUpdate();
    }

    /// Appends up to `limit` unchained events to the chain, oldest first. Returns how many it took. The caller must be
    /// the only writer of the chain.
    ///
    /// Ids are UUIDv7 and therefore in order of creation; a transaction that commits late just gets a later place.
    int chain(int limit) {
        return ((Number) entities.createNativeQuery("""
                        WITH RECURSIVE
                        last AS (
                            SELECT coalesce(max(sequence), 0) AS sequence,
                                   coalesce((SELECT hash FROM audit_event ORDER BY sequence DESC NULLS LAST LIMIT 1),
                                            ''::bytea) AS hash
                            FROM audit_event),
                        fresh AS (
                            SELECT id, %s AS content, row_number() OVER (ORDER BY id) AS place
                            FROM (SELECT * FROM audit_event WHERE sequence IS NULL ORDER BY id LIMIT :limit) unchained),
                        link AS (
                            SELECT 0::bigint AS place, NULL::uuid AS id, hash FROM last
                            UNION ALL
                            SELECT fresh.place, fresh.id, sha256(link.hash || convert_to(fresh.content, 'UTF8'))
                            FROM link JOIN fresh ON fresh.place = link.place + 1),
                        chained AS (
                            UPDATE audit_event SET sequence = last.sequence + link.place, hash = link.hash
                            FROM link, last WHERE audit_event.id = link.id
                            RETURNING 1)
                        SELECT count(*) FROM chained
                        """.formatted(CONTENT))
                        .setParameter("limit", limit)
                        .getSingleResult())
                .intValue();
    }

    /// The sequence numbers at which the chain does not hold: empty when nobody touched it.
    public List<Long> brokenLinks(int limit) {
        return entities.createNativeQuery("""
                        SELECT sequence FROM (
                            SELECT sequence, hash, %s AS content,
                                   lag(sequence, 1, 0::bigint) OVER (ORDER BY sequence) AS previous_sequence,
                                   lag(hash, 1, ''::bytea) OVER (ORDER BY sequence) AS previous_hash
                            FROM audit_event WHERE sequence IS NOT NULL) chained
                        WHERE sequence <> previous_sequence + 1
                           OR hash <> sha256(previous_hash || convert_to(content, 'UTF8'))
                        ORDER BY sequence
                        LIMIT :limit
                        """.formatted(CONTENT), Long.class)
                .setParameter("limit", limit)
                .getResultList();
    }

    private String write(Map<String, ?> details) {
        try {
            return json.writeValueAsString(details);
        } catch (JsonProcessingException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
