package dev.voltaire.session;

import dev.voltaire.audit.Audit;
import dev.voltaire.identity.Caller;
import dev.voltaire.listing.Condition;
import dev.voltaire.listing.Filter;
import dev.voltaire.listing.ListRequest;
import dev.voltaire.listing.Listing;
import dev.voltaire.listing.Listings;
import dev.voltaire.listing.Page;
import dev.voltaire.organisation.Scope;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;

/// The alerts about sessions, for whoever asks operators.
@ApplicationScoped
public class SessionAlerts {
    private static final Listing<SessionAlert> LISTING = Listing.of(
                    "a.*, s.external_id, s.status, s.started_at, s.last_updated, s.partner_id, p.name as partner_name",
                    "session_alert a join session s on s.id = a.session_id left join partner p on p.id = s.partner_id")
            .search("(coalesce(s.external_id, '') || ' ' || coalesce(p.name, ''))")
            .filter("kind", Filter.oneOf("a.kind", SessionAlert.Kind.class))
            .filter("open", Filter.flag("a.resolved_at is null"))
            .filter("partnerId", Filter.id("s.partner_id"))
            .filter("sessionId", Filter.id("a.session_id"))
            .period("noticed", "a.noticed_at")
            .sort("noticedAt", "a.noticed_at")
            .sort("resolvedAt", "a.resolved_at")
            .sort("kind", "a.kind")
            .defaultSort("a.id", "-noticedAt")
            .rows(row -> new SessionAlert(
                    row.id("id"),
                    row.constant("kind", SessionAlert.Kind.class),
                    row.id("session_id"),
                    row.maybeText("external_id"),
                    row.constant("status", SessionStatus.class),
                    row.instant("started_at"),
                    row.instant("last_updated"),
                    row.maybeId("partner_id"),
                    row.maybeText("partner_name"),
                    row.instant("noticed_at"),
                    row.maybeInstant("resolved_at"),
                    row.maybeConstant("resolution", SessionAlert.Resolution.class),
                    row.maybeText("resolved_by"),
                    row.maybeText("note")));

    private final Listings listings;
    private final Sql sql;
    private final Audit audit;
    private final Clock clock;

    @Inject
    SessionAlerts(Listings listings, Sql sql, Audit audit, Clock clock) {
        this.listings = listings;
        this.sql = sql;
        this.audit = audit;
        this.clock = clock;
    }

    public Page<SessionAlert> list(ListRequest request, Scope scope) {
        return listings.page(LISTING, request, scope.condition("a.organisation_unit_id"));
    }

    /// @throws ProblemException NOT_FOUND when there is none in the scope
    public SessionAlert get(UUID id, Scope scope) {
        return listings
                .page(
                        LISTING,
                        ListRequest.firstPage(),
                        scope.condition("a.organisation_unit_id"),
                        Condition.of("a.id = ?", id))
                .items()
                .stream()
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    /// Nothing will come of it: the session is not pointed out again for the same.
    ///
    /// @throws ProblemException NOT_FOUND, WRONG_STATE when it is resolved already
    @Transactional
    public void dismiss(UUID id, String note, Caller caller) {
        SessionAlert alert = get(id, caller.reach());
        int dismissed = sql.update("""
                UPDATE session_alert SET resolved_at = ?, resolution = 'DISMISSED', resolved_by = ?, note = ?
                WHERE id = ? AND resolved_at IS NULL
                """, clock.instant(), caller.name(), note, id);
        if (dismissed == 0) {
            throw new ProblemException(Problem.WRONG_STATE, id, "RESOLVED");
        }
        audit.record("session-alert-dismissed", "session", alert.sessionId(), null, Map.of("note", note));
    }
}
