package dev.voltaire.charger;

import dev.voltaire.problem.ProblemException;
import dev.voltaire.problem.Violation;
import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where chargers stand, and whose home it is: private to the organisation.
@ApplicationScoped
public class ChargerPlaces {
    private final Sql sql;

    @Inject
    ChargerPlaces(Sql sql) {
        this.sql = sql;
    }

    /// @param region ISO 3166-2, where statutory rates differ by region
    /// @param zone IANA time zone; absent: the country's
    public record Place(
            @Nullable String street,
            @Nullable String houseNumber,
            @Nullable String postalCode,
            @Nullable String city,
            @Nullable String country,
            @Nullable String region,
            @Nullable String zone) {
        public static final Place UNKNOWN = new Place(null, null, null, null, null, null, null);
    }

    /// @param firstSeenAt when it first connected
    public record Onboarded(
            Place place,
            @Nullable UUID hostProfileId,
            @Nullable Instant firstSeenAt) {}

    /// @throws ProblemException VALIDATION_FAILED for an unknown zone, or a region of another country
    @Transactional
    public void put(UUID chargerId, Place place) {
        List<Violation> violations = new ArrayList<>();
        if (place.zone() != null && !isZone(place.zone())) {
            violations.add(new Violation("place.zone", "validation.zone"));
        }
        if (place.region() != null && !place.region().startsWith(place.country() + "-")) {
            violations.add(new Violation("place.region", "validation.region"));
        }
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
        sql.update(
                """
                INSERT INTO charger_place (charger_id, organisation_unit_id, street, house_number, postal_code, city,
                    country, region, zone)
                SELECT c.id, c.organisation_unit_id, ?, ?, ?, ?, ?, ?, ? FROM charger c WHERE c.id = ?
                ON CONFLICT (charger_id) DO UPDATE
                SET street = excluded.street, house_number = excluded.house_number, postal_code = excluded.postal_code,
                    city = excluded.city, country = excluded.country, region = excluded.region, zone = excluded.zone
                """,
                place.street(),
                place.houseNumber(),
                place.postalCode(),
                place.city(),
                place.country(),
                place.region(),
                place.zone(),
                chargerId);
    }

    private static boolean isZone(String zone) {
        try {
            return ZoneId.of(zone).getId().contains("/");
        } catch (DateTimeException unknown) {
            return false;
        }
    }

    @Transactional
    public void host(UUID chargerId, UUID profileId, String by, Instant at) {
        sql.update(
                "INSERT INTO charger_host (charger_id, profile_id, registered_by, registered_at) VALUES (?, ?, ?, ?)",
                chargerId,
                profileId,
                by,
                at);
    }

    @Transactional
    public Onboarded of(UUID chargerId) {
        return sql.query(
                        """
                        SELECT p.*, h.profile_id AS host, n.first_seen_at
                        FROM charger c
                        LEFT JOIN charger_place p ON p.charger_id = c.id
                        LEFT JOIN charger_host h ON h.charger_id = c.id
                        LEFT JOIN charger_connection n ON n.charger_id = c.id
                        WHERE c.id = ?
                        """,
                        row -> new Onboarded(
                                new Place(
                                        row.getString("street"),
                                        row.getString("house_number"),
                                        row.getString("postal_code"),
                                        row.getString("city"),
                                        row.getString("country"),
                                        row.getString("region"),
                                        row.getString("zone")),
                                row.getObject("host", UUID.class),
                                Sql.instant(row, "first_seen_at")),
                        chargerId)
                .getFirst();
    }

    /// The chargers at a user's home.
    public record Hosted(
            UUID id,
            String name,
            @Nullable String brand,
            @Nullable String model,
            boolean online,
            @Nullable Instant firstSeenAt,
            @Nullable Instant lastRejectedAt) {}

    @Transactional
    public List<Hosted> hostedBy(UUID userId) {
        return sql.query(
                """
                SELECT c.id, c.name, coalesce(c.brand, c.vendor) AS brand, coalesce(c.model, c.reported_model) AS model,
                       n.connection_id IS NOT NULL AS online, n.first_seen_at, c.last_rejected_at
                FROM charger_host h JOIN profile p ON p.id = h.profile_id JOIN charger c ON c.id = h.charger_id
                LEFT JOIN charger_connection n ON n.charger_id = c.id
                WHERE p.user_id = ? AND c.retired_at IS NULL ORDER BY h.registered_at
                """,
                row -> new Hosted(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getString("brand"),
                        row.getString("model"),
                        row.getBoolean("online"),
                        Sql.instant(row, "first_seen_at"),
                        Sql.instant(row, "last_rejected_at")),
                userId);
    }

    /// The profile of the user that a charger stands with; empty for anybody else.
    @Transactional
    public Optional<UUID> hostProfile(UUID chargerId, UUID userId) {
        return sql.query("""
                        SELECT h.profile_id FROM charger_host h JOIN profile p ON p.id = h.profile_id
                        JOIN charger c ON c.id = h.charger_id
                        WHERE h.charger_id = ? AND p.user_id = ? AND c.retired_at IS NULL
                        """, row -> row.getObject(1, UUID.class), chargerId, userId).stream()
                .findFirst();
    }
}
