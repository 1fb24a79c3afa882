package dev.voltaire.outbox;

import dev.voltaire.listing.Condition;
import dev.voltaire.listing.Filter;
import dev.voltaire.listing.ListRequest;
import dev.voltaire.listing.Listing;
import dev.voltaire.listing.Listings;
import dev.voltaire.listing.Page;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The consequences that have not been carried out yet, as the people see them who run the system.
@ApplicationScoped
public class OutboxMessages {
    static final String STATE =
            "CASE WHEN leased_until > now() THEN 'RUNNING' WHEN attempts > 0 THEN 'FAILING' ELSE 'WAITING' END";

    private static final Listing<Message> LISTING = Listing.of("o.*, " + STATE + " AS state", "outbox_message o")
            .search("concat_ws(' ', o.event_type, o.handler, o.last_error)")
            .filter(
                    "state",
                    values -> Condition.of(
                            "(" + STATE + ") = ?",
                            State.valueOf(Filter.only(values)).name()))
            .filter("handler", Filter.text("o.handler"))
            .filter("eventType", Filter.text("o.event_type"))
            .period("publishedAt", "o.published_at")
            .period("nextAttemptAt", "o.next_attempt_at")
            .sort("publishedAt", "o.published_at")
            .sort("nextAttemptAt", "o.next_attempt_at")
            .sort("attempts", "o.attempts")
            .defaultSort("o.id", "-attempts", "publishedAt")
            .rows(row -> new Message(
                    row.id("id"),
                    row.text("event_type"),
                    row.text("handler"),
                    row.constant("state", State.class),
                    row.instant("published_at"),
                    row.number("attempts"),
                    row.instant("next_attempt_at"),
                    row.maybeText("last_error")));

    private final Listings listings;
    private final OutboxRepository repository;
    private final OutboxSignal signal;
    private final Clock clock;

    @Inject
    OutboxMessages(Listings listings, OutboxRepository repository, OutboxSignal signal, Clock clock) {
        this.listings = listings;
        this.repository = repository;
        this.signal = signal;
        this.clock = clock;
    }

    /// Where a message stands.
    public enum State {
        /// Not tried yet.
        WAITING,
        /// Being carried out at this moment.
        RUNNING,
        /// Tried at least once, and will be tried again.
        FAILING
    }

    /// One consequence of one event. Its payload is ids only and stays inside.
    ///
    /// @param lastError what the last attempt failed on, the causes behind one another
    public record Message(
            UUID id,
            String eventType,
            String handler,
            State state,
            Instant publishedAt,
            int attempts,
            Instant nextAttemptAt,
            @Nullable String lastError) {}

    public Page<Message> list(ListRequest request) {
        return listings.page(LISTING, request);
    }

    /// Makes a failing message due at once instead of when its back-off is over.
    ///
    /// @throws ProblemException NOT_FOUND when it has been carried out; WRONG_STATE when it has not failed or runs
    @Transactional
    public void retry(UUID id) {
        if (!repository.retryNow(id, clock.instant())) {
            State state = repository.stateOf(id).orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
            throw new ProblemException(Problem.WRONG_STATE, id, state);
        }
        signal.wake();
    }
}
