package dev.voltaire.invoice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.voltaire.listing.Filter;
import dev.voltaire.listing.ListRequest;
import dev.voltaire.listing.Listing;
import dev.voltaire.listing.Listings;
import dev.voltaire.listing.Page;
import dev.voltaire.listing.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Runs as the operator looks them up.
@ApplicationScoped
public class InvoiceRuns {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Listing<Summary> LISTING = Listing.of(
                    "r.id, r.issuer_id, r.period_start, r.period_end, r.state, r.started_by, r.started_at, "
                            + "r.completed_at, r.report::text as report, "
                            + "(select count(*)::int from invoice i where i.run_id = r.id) as invoices",
                    "invoice_run r")
            .filter("issuerId", Filter.id("r.issuer_id"))
            .filter("state", Filter.oneOf("r.state", State.class))
            .period("started", "r.started_at")
            .sort("startedAt", "r.started_at")
            .sort("periodEnd", "r.period_end")
            .defaultSort("r.id", "-startedAt")
            .rows(InvoiceRuns::summary);

    private final Listings listings;

    @Inject
    InvoiceRuns(Listings listings) {
        this.listings = listings;
    }

    public enum State {
        RUNNING,
        COMPLETED
    }

    /// @param report absent while it runs
    public record Summary(
            UUID id,
            UUID issuerId,
            Instant periodStart,
            Instant periodEnd,
            State state,
            String startedBy,
            Instant startedAt,
            @Nullable Instant completedAt,
            int invoices,
            @Nullable InvoiceRunReport report) {}

    public Page<Summary> list(ListRequest request) {
        return listings.page(LISTING, request);
    }

    private static Summary summary(Row row) {
        String report = row.maybeText("report");
        return new Summary(
                row.id("id"),
                row.id("issuer_id"),
                row.instant("period_start"),
                row.instant("period_end"),
                row.constant("state", State.class),
                row.text("started_by"),
                row.instant("started_at"),
                row.maybeInstant("completed_at"),
                row.number("invoices"),
                report == null ? null : read(report));
    }

    static String write(InvoiceRunReport report) {
        try {
            return JSON.writeValueAsString(report);
        } catch (JsonProcessingException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static InvoiceRunReport read(String report) {
        try {
            return JSON.readValue(report, InvoiceRunReport.class);
        } catch (JsonProcessingException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
