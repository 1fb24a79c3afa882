package dev.voltaire.command;

import dev.voltaire.command.RoamingCommand.State;
import dev.voltaire.command.RoamingCommand.Type;
import dev.voltaire.listing.Condition;
import dev.voltaire.listing.Filter;
import dev.voltaire.listing.ListRequest;
import dev.voltaire.listing.Listing;
import dev.voltaire.listing.Listings;
import dev.voltaire.listing.Page;
import dev.voltaire.organisation.Scope;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Commands to partners as the helpdesk sees them.
@ApplicationScoped
public class RoamingCommandList {
    private static final Listing<Line> LINES = Listing.of(
                    "c.*, c.outcome::text as outcome_text, c.details ->> 'locationId' as location_id,"
                            + " c.details ->> 'evseUid' as evse_uid, c.details ->> 'connectorId' as connector_id,"
                            + " c.details ->> 'sessionId' as session_id,"
                            + " c.details ->> 'reservationId' as reservation_id,"
                            + " p.name as partner_name, t.visual_number",
                    "roaming_command c join partner p on p.id = c.partner_id left join token t on t.id = c.token_id")
            .search("(p.name || ' ' || coalesce(t.visual_number, '') || ' ' || coalesce(c.details ->> 'evseUid', ''))")
            .filter("partnerId", Filter.id("c.partner_id"))
            .filter("tokenId", Filter.id("c.token_id"))
            .filter("type", Filter.oneOf("c.type", Type.class))
            .filter("state", Filter.oneOf("c.state", State.class))
            .period("requested", "c.requested_at")
            .sort("requestedAt", "c.requested_at")
            .sort("type", "c.type")
            .sort("state", "c.state")
            .defaultSort("c.id", "-requestedAt")
            .rows(row -> new Line(
                    row.id("id"),
                    row.constant("type", Type.class),
                    row.constant("state", State.class),
                    row.id("partner_id"),
                    row.text("partner_name"),
                    row.maybeId("token_id"),
                    row.maybeText("visual_number"),
                    row.maybeText("location_id"),
                    row.maybeText("evse_uid"),
                    row.maybeText("connector_id"),
                    row.maybeText("session_id"),
                    row.maybeText("reservation_id"),
                    row.maybeText("answer"),
                    row.maybeText("result"),
                    row.maybeText("message"),
                    row.maybeText("outcome_text"),
                    row.text("requested_by"),
                    row.instant("requested_at"),
                    row.maybeInstant("expires_at"),
                    row.maybeInstant("finished_at")));

    private final Listings listings;

    @Inject
    RoamingCommandList(Listings listings) {
        this.listings = listings;
    }

    /// @param answer of the partner, at once
    /// @param result of the charger, in the end
    /// @param outcome what came with the result, JSON
    public record Line(
            UUID id,
            Type type,
            State state,
            UUID partnerId,
            String partnerName,
            @Nullable UUID tokenId,
            @Nullable String visualNumber,
            @Nullable String locationId,
            @Nullable String evseUid,
            @Nullable String connectorId,
            @Nullable String sessionId,
            @Nullable String reservationId,
            @Nullable String answer,
            @Nullable String result,
            @Nullable String message,
            @Nullable String outcome,
            String requestedBy,
            Instant requestedAt,
            @Nullable Instant expiresAt,
            @Nullable Instant finishedAt) {}

    public Page<Line> list(ListRequest request, Scope scope) {
        return listings.page(LINES, request, scope.condition("c.organisation_unit_id"));
    }

    /// @throws ProblemException NOT_FOUND
    public Line get(UUID id, Scope scope) {
        return listings
                .page(
                        LINES,
                        ListRequest.firstPage(),
                        scope.condition("c.organisation_unit_id"),
                        Condition.of("c.id = ?", id))
                .items()
                .stream()
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }
}
