package dev.voltaire.reimbursement;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.session.Resolution;
import dev.voltaire.session.Review;
import dev.voltaire.sql.Columns;
import dev.voltaire.sql.Sql;
import dev.voltaire.tariff.ocpi.OcpiCdrJson;
import dev.voltaire.tariff.ocpi.OcpiTariffJson;
import dev.voltaire.value.TokenUid;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What decides about a home session, and the ledger it goes to.
@ApplicationScoped
class SettlementRepository {
    private static final String USAGE = """
            SELECT s.id AS session_id, k.id AS cdr_id, k.raw, k.started_at, k.ended_at, k.energy_kwh, s.charger_id,
                   c.name AS charger_name, coalesce(s.organisation_unit_id, c.organisation_unit_id) AS unit_id,
                   s.profile_id, s.token_id, s.token_uid, s.refusal IS NOT NULL AS refused, s.review, c.fixed_tag,
                   p.id IS NOT NULL AND CASE WHEN cardinality(c.allowed_profile_ids) > 0
                       THEN p.id = ANY (c.allowed_profile_ids)
                       ELSE coalesce(pu.path <@ cu.path, false) END AS allowed,
                   pl.zone, v.resolution, v.kwh AS resolved_kwh, v.seen_kwh = s.kwh AS still_as_seen,
                   (SELECT o.purpose FROM session_purpose o WHERE o.session_id = s.id
                    ORDER BY o.assigned_at DESC, o.id DESC LIMIT 1) AS purpose
            FROM session s
            JOIN charger c ON c.id = s.charger_id
            JOIN organisation_unit cu ON cu.id = c.organisation_unit_id
            JOIN LATERAL (SELECT * FROM cpo_cdr k WHERE k.session_reference = s.id::text AND k.origin = 'HOME'
                          ORDER BY k.received_at DESC, k.id DESC LIMIT 1) k ON true
            LEFT JOIN LATERAL (SELECT * FROM session_resolution v WHERE v.session_id = s.id
                               ORDER BY v.resolved_at DESC, v.id DESC LIMIT 1) v ON true
            LEFT JOIN charger_place pl ON pl.charger_id = c.id
            LEFT JOIN profile p ON p.id = s.profile_id
            LEFT JOIN organisation_unit pu ON pu.id = p.organisation_unit_id
            WHERE s.id = ANY (?) AND s.origin = 'HOME'
            ORDER BY s.id
            FOR UPDATE OF s
            """;
    private static final String AT_PLACE = """
            (a.charger_id = u.charger_id
             OR (a.location_country, a.location_party, a.location_reference) = (u.country, u.party, u.location))
            AND a.state IN ('ACTIVE', 'ENDED') AND daterange(a.starts_on, a.ends_on) @> u.day::date
            """;
    /// The closest of several agreements: for this card, for this driver, for everybody of the unit.
    private static final String AGREED_WITH_HOLDERS = """
            SELECT u.subject_id, found.*
            FROM unnest(?, ?, ?, ?, ?, ?, ?, ?)
                 AS u (subject_id, charger_id, country, party, location, day, token_id, profile_id)
            JOIN LATERAL (
                SELECT a.id, a.profile_id, a.organisation_unit_id, a.default_purpose
                FROM reimbursement_agreement a JOIN organisation_unit au ON au.id = a.organisation_unit_id
                WHERE AT_PLACE
                  AND CASE a.target
                      WHEN 'TOKEN' THEN a.token_id = u.token_id
                      WHEN 'PROFILE' THEN a.profile_id = u.profile_id
                      ELSE EXISTS (SELECT FROM profile p JOIN organisation_unit pu ON pu.id = p.organisation_unit_id
                                   WHERE p.id = u.profile_id AND pu.path <@ au.path) END
                ORDER BY CASE a.target WHEN 'TOKEN' THEN 0 WHEN 'PROFILE' THEN 1 ELSE 2 END, a.id
                LIMIT 1) found ON true
            """.replace("AT_PLACE", AT_PLACE);
    private static final String AGREED = """
            SELECT a.id, a.profile_id, a.organisation_unit_id, a.default_purpose
            FROM (SELECT ?::uuid AS charger_id, ? AS country, ? AS party, ? AS location, ? AS day) u
            JOIN reimbursement_agreement a ON
            """ + AT_PLACE;
    private static final String ON_RECORD = """
            SELECT subject_id, count(*) AS lines,
                   coalesce(sum(kwh) FILTER (WHERE status = 'PRICED'), 0) AS paid_kwh,
                   coalesce(sum(amount), 0) AS paid,
                   (array_agg(currency ORDER BY position DESC) FILTER (WHERE status = 'PRICED'))[1] AS currency,
                   (array_agg(agreement_id ORDER BY position DESC) FILTER (WHERE status = 'PRICED'))[1] AS paid_agreement,
                   (array_agg(profile_id ORDER BY position DESC) FILTER (WHERE status = 'PRICED'))[1] AS paid_profile,
                   (array_agg(organisation_unit_id ORDER BY position DESC) FILTER (WHERE status = 'PRICED'))[1] AS paid_unit,
                   (array_agg(kwh ORDER BY position DESC))[1] AS last_kwh,
                   (array_agg(status ORDER BY position DESC))[1] AS last_status,
                   (array_agg(reason ORDER BY position DESC))[1] AS last_reason
            FROM reimbursement WHERE subject_id = ANY (?) GROUP BY subject_id
            """;
    private static final String ADD = """
            INSERT INTO reimbursement (organisation_unit_id, profile_id, charger_id, session_id, subject_id, position,
                cpo_cdr_id, kind, cause, agreement_id, started_at, ended_at, charged_on, kwh, status, reason, price_id,
                price_source, price_per_kwh, currency, amount, created_at, priced_at, place_name)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private final Sql sql;

    @Inject
    SettlementRepository(Sql sql) {
        this.sql = sql;
    }

    /// Where energy was charged: at a charger of ours, or at a partner's location.
    record Place(
            @Nullable UUID chargerId,
            @Nullable String country,
            @Nullable String party,
            @Nullable String location,
            String name) {}

    /// What the ledger has lines of, and what decides what it comes to.
    ///
    /// @param sessionId absent for a partner's CDR
    /// @param kwh as the latest CDR says
    /// @param proven a card was shown, not a tag of the charger's own
    /// @param openDoubts a person should look first, and has not looked at what the session says now
    record Usage(
            UUID subjectId,
            @Nullable UUID sessionId,
            UUID cpoCdrId,
            Instant startedAt,
            Instant endedAt,
            LocalDate day,
            BigDecimal kwh,
            Place place,
            @Nullable UUID organisationUnitId,
            @Nullable UUID profileId,
            @Nullable UUID tokenId,
            boolean refused,
            boolean proven,
            boolean allowedHere,
            boolean openDoubts,
            @Nullable Resolution resolution,
            @Nullable BigDecimal resolvedKwh,
            @Nullable Purpose purpose) {
        boolean accepted() {
            return resolution == Resolution.ACCEPTED || resolution == Resolution.ADJUSTED;
        }

        /// An adjustment is what a person saw fit; an acceptance follows the session.
        BigDecimal countedKwh() {
            return resolution == Resolution.ADJUSTED && resolvedKwh != null ? resolvedKwh : kwh;
        }

        @Override
        public String toString() {
            return "Usage[subject=" + subjectId + "]";
        }
    }

    record Agreed(UUID id, UUID profileId, UUID organisationUnitId, Purpose defaultPurpose) {}

    /// Those that have a CDR. They stay locked until the transaction ends, in one order for all.
    List<Usage> lockedSessions(Collection<UUID> sessionIds) {
        return sql.query(USAGE, SettlementRepository::usage, (Object) sessionIds.toArray(UUID[]::new));
    }

    private static Usage usage(ResultSet row) throws SQLException {
        List<String> doubts = List.of((String[]) row.getArray("review").getArray());
        String resolution = row.getString("resolution");
        boolean stillAsSeen = row.getBoolean("still_as_seen");
        String purpose = row.getString("purpose");
        Instant startedAt = Sql.requiredInstant(row, "started_at");
        UUID session = Sql.id(row, "session_id");
        return new Usage(
                session,
                session,
                Sql.id(row, "cdr_id"),
                startedAt,
                Sql.requiredInstant(row, "ended_at"),
                day(startedAt, row.getBytes("raw"), row.getString("zone")),
                row.getBigDecimal("energy_kwh"),
                new Place(Sql.id(row, "charger_id"), null, null, null, row.getString("charger_name")),
                Sql.id(row, "unit_id"),
                row.getObject("profile_id", UUID.class),
                row.getObject("token_id", UUID.class),
                row.getBoolean("refused"),
                proven(doubts, row.getString("token_uid"), row.getString("fixed_tag")),
                row.getBoolean("allowed"),
                !doubts.isEmpty() && !stillAsSeen,
                resolution == null || !stillAsSeen ? null : Resolution.valueOf(resolution),
                row.getBigDecimal("resolved_kwh"),
                purpose == null ? null : Purpose.valueOf(purpose));
    }

    private static boolean proven(List<String> doubts, @Nullable String tag, @Nullable String fixedTag) {
        boolean ofTheCharger = tag != null
                && fixedTag != null
                && TokenUid.canonicalise(fixedTag).equals(TokenUid.canonicalise(tag));
        return !ofTheCharger && !doubts.contains(Review.NOT_CARD_PROVEN.name());
    }

    /// Where the charger stands.
    ///
    /// @param known its zone, where somebody said it; otherwise that of the CDR
    static LocalDate day(Instant startedAt, byte[] cdr, @Nullable String known) {
        if (known != null) {
            return startedAt.atZone(ZoneId.of(known)).toLocalDate();
        }
        JsonNode json = OcpiTariffJson.parse(new String(cdr, StandardCharsets.UTF_8));
        ZoneId zone = OcpiCdrJson.zone(json).orElse(ZoneOffset.UTC);
        return startedAt.atZone(zone).toLocalDate();
    }

    /// By subject, where the holder of the card has one.
    Map<UUID, Agreed> agreements(List<Usage> usages) {
        if (usages.isEmpty()) {
            return Map.of();
        }
        Columns<Usage> of = new Columns<>(usages);
        return sql
                .query(
                        AGREED_WITH_HOLDERS,
                        row -> Map.entry(Sql.id(row, "subject_id"), agreed(row)),
                        of.ids(Usage::subjectId),
                        of.ids(usage -> usage.place().chargerId()),
                        of.texts(usage -> usage.place().country()),
                        of.texts(usage -> usage.place().party()),
                        of.texts(usage -> usage.place().location()),
                        of.texts(usage -> usage.day().toString()),
                        of.ids(Usage::tokenId),
                        of.ids(Usage::profileId))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    List<Agreed> agreementsAt(Usage usage) {
        return sql.query(
                AGREED,
                SettlementRepository::agreed,
                usage.place().chargerId(),
                usage.place().country(),
                usage.place().party(),
                usage.place().location(),
                usage.day().toString());
    }

    private static Agreed agreed(ResultSet row) throws SQLException {
        return new Agreed(
                Sql.id(row, "id"),
                Sql.id(row, "profile_id"),
                Sql.id(row, "organisation_unit_id"),
                Purpose.valueOf(row.getString("default_purpose")));
    }

    /// What the lines of a subject say so far, and whom the last priced one was for.
    record Ledger(Settlement.OnRecord record, @Nullable Agreed paidTo) {
        static final Ledger EMPTY = new Ledger(Settlement.OnRecord.NOTHING, null);
    }

    Map<UUID, Ledger> ledgers(List<Usage> usages) {
        return sql
                .query(
                        ON_RECORD,
                        row -> Map.entry(Sql.id(row, "subject_id"), new Ledger(record(row), paidTo(row))),
                        (Object) usages.stream().map(Usage::subjectId).toArray(UUID[]::new))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static @Nullable Agreed paidTo(ResultSet row) throws SQLException {
        return row.getString("currency") == null
                ? null
                : new Agreed(
                        Sql.id(row, "paid_agreement"),
                        Sql.id(row, "paid_profile"),
                        Sql.id(row, "paid_unit"),
                        Purpose.BUSINESS);
    }

    private static Settlement.OnRecord record(ResultSet row) throws SQLException {
        String status = row.getString("last_status");
        String reason = row.getString("last_reason");
        return new Settlement.OnRecord(
                row.getInt("lines"),
                row.getBigDecimal("paid_kwh"),
                row.getBigDecimal("paid"),
                row.getString("currency"),
                row.getBigDecimal("last_kwh"),
                status == null ? null : ReimbursementStatus.valueOf(status),
                reason == null ? null : IneligibilityReason.valueOf(reason));
    }

    /// A line to add to the ledger.
    ///
    /// @param agreed under which agreement, and to whom; absent when nobody is paid
    /// @param position its place among the lines of its subject
    record Line(Usage usage, @Nullable Agreed agreed, Settlement.Entry entry, int position, Cause cause) {}

    /// Two that add the same place of a subject at once cannot both: the place is unique.
    void add(List<Line> lines, Instant at) {
        sql.batch(ADD, lines.stream().map(line -> values(line, at)).toList());
    }

    private static @Nullable Object[] values(Line line, Instant at) {
        Usage usage = line.usage();
        Agreed agreed = line.agreed();
        Settlement.Entry entry = line.entry();
        Settlement.Price price = entry.price();
        return new @Nullable Object[] {
            agreed == null ? usage.organisationUnitId() : agreed.organisationUnitId(),
            agreed == null ? usage.profileId() : agreed.profileId(),
            usage.place().chargerId(),
            usage.sessionId(),
            usage.subjectId(),
            line.position(),
            usage.cpoCdrId(),
            line.position() == 1 ? "CHARGE" : "CORRECTION",
            line.cause(),
            agreed == null ? null : agreed.id(),
            usage.startedAt(),
            usage.endedAt(),
            usage.day(),
            entry.kwh(),
            entry.status(),
            entry.reason(),
            price == null ? null : price.id(),
            price == null ? null : price.source(),
            price == null ? null : price.perKwh(),
            entry.currency(),
            entry.amount(),
            at,
            entry.amount() == null ? null : at,
            usage.place().name()
        };
    }

    /// What a person once looked at says something else now.
    void askForReview(List<UUID> sessionIds) {
        if (!sessionIds.isEmpty()) {
            sql.update("""
                    UPDATE session SET reviewed_at = NULL, reviewed_by = NULL
                    WHERE id = ANY (?) AND reviewed_at IS NOT NULL
                    """, (Object) sessionIds.toArray(UUID[]::new));
        }
    }
}
