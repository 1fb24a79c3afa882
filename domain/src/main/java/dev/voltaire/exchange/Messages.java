package dev.voltaire.exchange;

import dev.voltaire.exchange.Exchange.Direction;
import dev.voltaire.listing.Condition;
import dev.voltaire.listing.Filter;
import dev.voltaire.listing.ListRequest;
import dev.voltaire.listing.Listing;
import dev.voltaire.listing.Listings;
import dev.voltaire.listing.Page;
import dev.voltaire.listing.Row;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The message log for reading: uids are masked here.
@ApplicationScoped
public class Messages {
    private static final String LINE = """
            m.id, m.at, m.partner_id, p.name as partner_name, m.direction, m.module, m.method, m.path, m.http_status,
            m.ocpi_status, m.succeeded, m.duration_ms, m.request_id, m.correlation_id, m.error, m.version, m.replay_of""";
    private static final String TABLES = "ocpi_message m left join partner p on p.id = m.partner_id";

    private static final Listing<Line> LINES =
            filtered(Listing.of(LINE, TABLES)).rows(Messages::line);

    private static final Listing<Whole> WHOLE = filtered(
                    Listing.of(LINE + ", m.request, m.request_size, m.answer, m.answer_size", TABLES))
            .rows(row -> new Whole(
                    line(row),
                    body(row, "request"),
                    row.number("request_size"),
                    body(row, "answer"),
                    row.number("answer_size")));

    private final Listings listings;

    @Inject
    Messages(Listings listings) {
        this.listings = listings;
    }

    public record Line(
            UUID id,
            Instant at,
            @Nullable UUID partnerId,
            @Nullable String partnerName,
            Direction direction,
            String module,
            String method,
            String path,
            @Nullable Integer httpStatus,
            @Nullable Integer ocpiStatus,
            boolean succeeded,
            int durationMillis,
            String requestId,
            String correlationId,
            @Nullable String error,
            @Nullable String version,
            @Nullable UUID replayOf) {}

    /// @param request as far as it was kept; the size is that of what was sent
    public record Whole(
            Line line,
            @Nullable String request,
            int requestSize,
            @Nullable String answer,
            int answerSize) {}

    public Page<Line> list(ListRequest request) {
        return listings.page(LINES, request);
    }

    /// The newest first.
    public List<Line> latest(UUID partnerId) {
        return listings.page(
                        LINES,
                        new ListRequest(null, List.of(), 1, 10, Map.of("partnerId", List.of(partnerId.toString()))))
                .items();
    }

    /// @throws ProblemException NOT_FOUND
    public Whole get(UUID id) {
        return listings.page(WHOLE, ListRequest.firstPage(), Condition.of("m.id = ?", id)).items().stream()
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    private static Listing.Builder filtered(Listing.Builder listing) {
        return listing.search("m.path")
                .filter("partnerId", Filter.id("m.partner_id"))
                .filter("direction", Filter.oneOf("m.direction", Direction.class))
                .filter("module", Filter.text("m.module"))
                .filter("method", Filter.text("m.method"))
                .filter("httpStatus", Filter.text("m.http_status::text"))
                .filter("ocpiStatus", Filter.text("m.ocpi_status::text"))
                .filter("succeeded", Filter.flag("m.succeeded"))
                .filter("requestId", Filter.text("m.request_id"))
                .filter("correlationId", Filter.text("m.correlation_id"))
                .period("at", "m.at")
                .sort("at", "m.at")
                .sort("durationMillis", "m.duration_ms")
                .defaultSort("m.id", "-at");
    }

    private static Line line(Row row) {
        String module = row.text("module");
        return new Line(
                row.id("id"),
                row.instant("at"),
                row.maybeId("partner_id"),
                row.maybeText("partner_name"),
                row.constant("direction", Direction.class),
                module,
                row.text("method"),
                Masking.path(module, row.text("path")),
                row.maybeNumber("http_status"),
                row.maybeNumber("ocpi_status"),
                row.flag("succeeded"),
                row.number("duration_ms"),
                row.text("request_id"),
                row.text("correlation_id"),
                row.maybeText("error"),
                row.maybeText("version"),
                row.maybeId("replay_of"));
    }

    private static @Nullable String body(Row row, String column) {
        byte[] body = row.maybeBytes(column);
        return body == null ? null : Masking.body(row.text("module"), new String(body, StandardCharsets.UTF_8));
    }
}
