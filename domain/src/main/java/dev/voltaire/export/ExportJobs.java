package dev.voltaire.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.voltaire.identity.Caller;
import dev.voltaire.listing.Condition;
import dev.voltaire.listing.Filter;
import dev.voltaire.listing.ListRequest;
import dev.voltaire.listing.Listing;
import dev.voltaire.listing.Listings;
import dev.voltaire.listing.Page;
import dev.voltaire.listing.Row;
import dev.voltaire.organisation.Scope;
import dev.voltaire.outbox.Outbox;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The files people ask for.
@ApplicationScoped
public class ExportJobs {
    private static final Duration KEPT = Duration.ofDays(7);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, List<String>>> FILTERS = new TypeReference<>() {};
    private static final Listing<ExportJob> LISTING = Listing.of("x.*", "export_job x")
            .filter("type", Filter.oneOf("x.type", ExportJob.Type.class))
            .filter("state", Filter.oneOf("x.state", ExportJob.State.class))
            .sort("createdAt", "x.created_at")
            .defaultSort("x.id", "-createdAt")
            .rows(ExportJobs::job);

    private final Sql sql;
    private final Listings listings;
    private final Outbox outbox;
    private final Clock clock;

    @Inject
    ExportJobs(Sql sql, Listings listings, Outbox outbox, Clock clock) {
        this.sql = sql;
        this.listings = listings;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Transactional
    public UUID request(
            ExportJob.Type type,
            ExportJob.Format format,
            boolean byteOrderMark,
            ListRequest selection,
            Caller.SignedIn caller) {
        UUID id = sql.first(
                        """
                        INSERT INTO export_job (type, format, byte_order_mark, q, filters, scope, state, requested_by,
                            created_at)
                        VALUES (?, ?, ?, ?, ?::jsonb, ?, 'QUEUED', ?, ?) RETURNING id
                        """,
                        row -> Sql.id(row, "id"),
                        type,
                        format,
                        byteOrderMark,
                        selection.q(),
                        write(selection.filters()),
                        caller.scope().setting(),
                        caller.userId(),
                        clock.instant())
                .orElseThrow();
        outbox.publish(new ExportRequested(id));
        return id;
    }

    public Page<ExportJob> list(ListRequest request, UUID requestedBy) {
        return listings.page(LISTING, request, Condition.of("x.requested_by = ?", requestedBy));
    }

    /// @throws ProblemException NOT_FOUND when the caller asked for no such file
    public ExportJob get(UUID id, UUID requestedBy) {
        return find(id).filter(job -> job.requestedBy().equals(requestedBy))
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    public Optional<ExportJob> find(UUID id) {
        return listings.page(LISTING, ListRequest.firstPage(), Condition.of("x.id = ?", id)).items().stream()
                .findFirst();
    }

    /// Starts from nothing, whatever an attempt that was cut off has left.
    @Transactional(TxType.REQUIRES_NEW)
    public void begin(UUID id, long rows) {
        sql.update("DELETE FROM export_piece WHERE export_id = ?", id);
        sql.update("UPDATE export_job SET state = 'RUNNING', rows_total = ?, rows_written = 0 WHERE id = ?", rows, id);
    }

    @Transactional(TxType.REQUIRES_NEW)
    public void append(UUID id, int position, byte[] content, long rowsWritten) {
        sql.update("INSERT INTO export_piece (export_id, position, content) VALUES (?, ?, ?)", id, position, content);
        sql.update("UPDATE export_job SET rows_written = ? WHERE id = ?", rowsWritten, id);
    }

    @Transactional(TxType.REQUIRES_NEW)
    public void finish(UUID id, long rowsWritten) {
        Instant now = clock.instant();
        sql.update(
                "UPDATE export_job SET state = 'DONE', rows_written = ?, finished_at = ?, expires_at = ? WHERE id = ?",
                rowsWritten,
                now,
                now.plus(KEPT),
                id);
    }

    @Transactional(TxType.REQUIRES_NEW)
    public void fail(UUID id) {
        sql.update("UPDATE export_job SET state = 'FAILED', finished_at = ? WHERE id = ?", clock.instant(), id);
    }

    /// One piece of a file; empty after the last.
    @Transactional
    public Optional<byte[]> piece(UUID id, int position) {
        return sql.first(
                "SELECT content FROM export_piece WHERE export_id = ? AND position = ?",
                row -> row.getBytes("content"),
                id,
                position);
    }

    @Transactional
    void expire() {
        Instant now = clock.instant();
        sql.update("DELETE FROM export_piece WHERE export_id IN (SELECT id FROM export_job WHERE expires_at < ?)", now);
        sql.update("UPDATE export_job SET state = 'EXPIRED' WHERE expires_at < ? AND state = 'DONE'", now);
    }

    private static ExportJob job(Row row) {
        return new ExportJob(
                row.id("id"),
                row.constant("type", ExportJob.Type.class),
                row.constant("format", ExportJob.Format.class),
                row.flag("byte_order_mark"),
                row.maybeText("q"),
                read(row.text("filters")),
                scope(row.text("scope")),
                row.constant("state", ExportJob.State.class),
                row.maybeText("rows_total") == null ? null : Long.valueOf(row.bigNumber("rows_total")),
                row.bigNumber("rows_written"),
                row.id("requested_by"),
                row.instant("created_at"),
                row.maybeInstant("finished_at"),
                row.maybeInstant("expires_at"));
    }

    private static Scope scope(String setting) {
        return setting.equals("*")
                ? Scope.EVERYTHING
                : Scope.below(Arrays.stream(setting.split(","))
                        .filter(path -> !path.isEmpty())
                        .toList());
    }

    private static String write(Map<String, List<String>> filters) {
        try {
            return JSON.writeValueAsString(filters);
        } catch (JsonProcessingException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static Map<String, List<String>> read(String json) {
        try {
            return JSON.readValue(json, FILTERS);
        } catch (JsonProcessingException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
