package dev.voltaire.cdr;

import dev.voltaire.listing.Filter;
import dev.voltaire.listing.ListRequest;
import dev.voltaire.listing.Listing;
import dev.voltaire.listing.Listings;
import dev.voltaire.listing.Page;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// What operators sent as CDRs and had refused, for whoever clears it up with them.
@ApplicationScoped
public class RefusedCdrs {
    private static final Listing<RefusedCdr> LISTING = Listing.of(
                    "r.id, r.partner_id, p.name AS partner, r.country_code, r.party_id, r.cdr_id, r.reason,"
                            + " r.first_received_at, r.last_received_at, r.times_received, c.id AS cpo_cdr_id",
                    "cpo_cdr_refused r LEFT JOIN partner p ON p.id = r.partner_id LEFT JOIN cpo_cdr c"
                            + " ON c.country_code = r.country_code AND c.party_id = r.party_id"
                            + " AND lower(c.cdr_id) = lower(r.cdr_id)")
            .search("concat_ws(' ', r.cdr_id, r.party_id, r.reason, p.name)")
            .filter("partnerId", Filter.id("r.partner_id"))
            .filter("partyId", Filter.text("r.party_id"))
            .filter("corrected", Filter.flag("c.id IS NOT NULL"))
            .period("receivedAt", "r.last_received_at")
            .sort("receivedAt", "r.last_received_at")
            .defaultSort("r.id", "-receivedAt")
            .rows(row -> new RefusedCdr(
                    row.id("id"),
                    row.id("partner_id"),
                    row.maybeText("partner"),
                    row.text("country_code"),
                    row.text("party_id"),
                    row.maybeText("cdr_id"),
                    row.text("reason"),
                    row.instant("first_received_at"),
                    row.instant("last_received_at"),
                    row.number("times_received"),
                    row.maybeId("cpo_cdr_id")));

    private final Listings listings;
    private final DataSource dataSource;

    @Inject
    RefusedCdrs(Listings listings, DataSource dataSource) {
        this.listings = listings;
        this.dataSource = dataSource;
    }

    /// One of them.
    ///
    /// @param cpoCdrId the real CDR that came later under the same id
    public record RefusedCdr(
            UUID id,
            UUID partnerId,
            @Nullable String partner,
            String countryCode,
            String partyId,
            @Nullable String cdrId,
            String reason,
            Instant firstReceivedAt,
            Instant lastReceivedAt,
            int timesReceived,
            @Nullable UUID cpoCdrId) {}

    public Page<RefusedCdr> list(ListRequest request) {
        return listings.page(LISTING, request);
    }

    /// What came, to the byte.
    ///
    /// @throws ProblemException NOT_FOUND
    public String content(UUID id) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement("SELECT raw FROM cpo_cdr_refused WHERE id = ?")) {
            statement.setObject(1, id);
            try (var rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new ProblemException(Problem.NOT_FOUND);
                }
                return new String(rows.getBytes(1), StandardCharsets.UTF_8);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("a refused CDR cannot be read", failure);
        }
    }
}
