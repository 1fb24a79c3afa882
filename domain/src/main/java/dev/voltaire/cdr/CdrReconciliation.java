package dev.voltaire.cdr;

import dev.voltaire.listing.Condition;
import dev.voltaire.listing.Filter;
import dev.voltaire.listing.ListRequest;
import dev.voltaire.listing.Listing;
import dev.voltaire.listing.Listings;
import dev.voltaire.listing.Page;
import dev.voltaire.value.PartyId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Compares what a partner lists with what it pushed. A pushed CDR that gets lost is lost for good, because nobody
/// repeats it: what is listed and was never pushed is taken in like a pushed one and reported.
@ApplicationScoped
public class CdrReconciliation {
    /// A CDR this young may still be on its way.
    private static final Duration ON_ITS_WAY = Duration.ofHours(1);

    private static final Listing<Report> REPORTS = Listing.of("r.*", "cdr_reconciliation r")
            .filter("complaints", Filter.flag("r.missed > 0 or r.contrary > 0 or r.set_aside > 0"))
            .period("started", "r.started_at")
            .sort("startedAt", "r.started_at")
            .sort("missed", "r.missed")
            .defaultSort("r.id", "-startedAt")
            .rows(row -> new Report(
                    row.id("id"),
                    row.instant("started_at"),
                    row.instant("finished_at"),
                    row.maybeInstant("since"),
                    row.number("listed"),
                    row.number("missed"),
                    row.number("contrary"),
                    row.number("set_aside")));

    private static final Listing<Line> LINES = Listing.of(
                    "d.kind, c.id, c.country_code, c.party_id, c.cdr_id, c.started_at, c.ended_at, c.total_cost,"
                            + " c.currency, d.found_at",
                    "cdr_discrepancy d join cpo_cdr c on c.id = d.cpo_cdr_id")
            .filter("kind", Filter.oneOf("d.kind", Kind.class))
            .sort("startedAt", "c.started_at")
            .sort("foundAt", "d.found_at")
            .defaultSort("c.id", "startedAt")
            .rows(row -> new Line(
                    row.id("id"),
                    row.constant("kind", Kind.class),
                    row.text("country_code"),
                    row.text("party_id"),
                    row.text("cdr_id"),
                    row.maybeInstant("started_at"),
                    row.maybeInstant("ended_at"),
                    row.maybeDecimal("total_cost"),
                    row.maybeText("currency"),
                    row.instant("found_at")));

    private final CdrReception reception;
    private final Listings listings;
    private final DataSource dataSource;
    private final Clock clock;

    @Inject
    CdrReconciliation(CdrReception reception, Listings listings, DataSource dataSource, Clock clock) {
        this.reception = reception;
        this.listings = listings;
        this.dataSource = dataSource;
        this.clock = clock;
    }

    public enum Kind {
        NEVER_PUSHED,
        /// Listed with other content than it was pushed with.
        CONTRARY
    }

    /// @param since what the partner changed before was not compared
    /// @param setAside objects of the list that are no CDRs and were never seen before
    public record Report(
            UUID id,
            Instant startedAt,
            Instant finishedAt,
            @Nullable Instant since,
            int listed,
            int missed,
            int contrary,
            int setAside) {}

    /// @param id of our CPO CDR
    public record Line(
            UUID id,
            Kind kind,
            String countryCode,
            String partyId,
            String cdrId,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable BigDecimal totalCost,
            @Nullable String currency,
            Instant foundAt) {}

    /// A CDR as the partner lists it.
    ///
    /// @param changedAt its `last_updated`
    @Transactional
    public Reception takeIn(UUID partnerId, PartyId sender, byte[] raw, @Nullable Instant changedAt) {
        Reception outcome = reception.receiveListed(partnerId, sender, raw);
        boolean onItsWay =
                changedAt != null && changedAt.isAfter(clock.instant().minus(ON_ITS_WAY));
        switch (outcome) {
            case Reception.Stored stored -> {
                if (!onItsWay) {
                    note(stored.id(), Kind.NEVER_PUSHED, partnerId);
                }
            }
            case Reception.Conflicting conflicting -> note(conflicting.id(), Kind.CONTRARY, partnerId);
            case Reception.AlreadyStored known -> {}
            case Reception.Unreadable unreadable -> {}
        }
        return outcome;
    }

    /// An object of the list that is no CDR at all. It is kept, and reported once.
    public Reception.Unreadable refuse(UUID partnerId, PartyId party, byte[] raw, String reason) {
        return reception.refuse(partnerId, party, raw, reason);
    }

    /// The comparison is complete: reports what was found since the last one.
    @Transactional
    public UUID report(UUID partnerId, Instant startedAt, @Nullable Instant since, int listed) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        WITH found AS (
                            SELECT count(*) FILTER (WHERE kind = 'NEVER_PUSHED') AS missed,
                                   count(*) FILTER (WHERE kind = 'CONTRARY') AS contrary
                            FROM cdr_discrepancy WHERE partner_id = ? AND reconciliation_id IS NULL),
                        refused AS (
                            SELECT count(*) AS set_aside FROM cpo_cdr_refused
                            WHERE partner_id = ? AND first_received_at >= ?),
                        report AS (
                            INSERT INTO cdr_reconciliation
                                (partner_id, started_at, finished_at, since, listed, missed, contrary, set_aside)
                            SELECT ?, ?, ?, ?, ?, missed, contrary, set_aside FROM found, refused RETURNING id)
                        SELECT id FROM report
                        """)) {
            statement.setObject(1, partnerId);
            statement.setObject(2, partnerId);
            statement.setObject(3, utc(startedAt));
            statement.setObject(4, partnerId);
            statement.setObject(5, utc(startedAt));
            statement.setObject(6, utc(clock.instant()));
            statement.setObject(7, since == null ? null : utc(since), java.sql.Types.TIMESTAMP_WITH_TIMEZONE);
            statement.setInt(8, listed);
            try (var row = statement.executeQuery()) {
                row.next();
                UUID report = row.getObject(1, UUID.class);
                assign(connection, partnerId, report);
                return report;
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("a reconciliation cannot be stored", failure);
        }
    }

    public Page<Report> reports(UUID partnerId, ListRequest request) {
        return listings.page(REPORTS, request, Condition.of("r.partner_id = ?", partnerId));
    }

    public Page<Line> lines(UUID partnerId, UUID reportId, ListRequest request) {
        return listings.page(
                LINES,
                request,
                Condition.of("d.reconciliation_id = ?", reportId),
                Condition.of("d.partner_id = ?", partnerId));
    }

    private static void assign(Connection connection, UUID partnerId, UUID report) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE cdr_discrepancy SET reconciliation_id = ? WHERE partner_id = ? AND reconciliation_id IS NULL")) {
            statement.setObject(1, report);
            statement.setObject(2, partnerId);
            statement.executeUpdate();
        }
    }

    /// Once per CDR and kind: what was reported before is not reported every day.
    private void note(UUID cpoCdrId, Kind kind, UUID partnerId) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        INSERT INTO cdr_discrepancy (cpo_cdr_id, kind, partner_id, found_at) VALUES (?, ?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """)) {
            statement.setObject(1, cpoCdrId);
            statement.setString(2, kind.name());
            statement.setObject(3, partnerId);
            statement.setObject(4, utc(clock.instant()));
            statement.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException("a discrepancy cannot be stored", failure);
        }
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
