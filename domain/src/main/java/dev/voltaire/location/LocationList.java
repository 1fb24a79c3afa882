package dev.voltaire.location;

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
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Partners' locations for people. Unpublished ones and those a partner no longer lists are for the helpdesk, which
/// finds them by id.
@ApplicationScoped
public class LocationList {
    private static final Listing<Line> LINES = Listing.of("""
                    l.id, l.name, l.address, l.city, l.postal_code, l.country, l.latitude, l.longitude, l.operator_name,
                    l.published, l.withdrawn_at, l.last_updated, l.partner_id, p.name as partner_name, l.country_code,
                    l.party_id, l.location_id,
                    (select count(*)::integer from evse e where e.location_id = l.id and e.status <> 'REMOVED') as evses,
                    (select count(*)::integer from evse e where e.location_id = l.id and e.status = 'AVAILABLE')
                        as available
                    """, "location l join partner p on p.id = l.partner_id")
            .search("(coalesce(l.name, '') || ' ' || coalesce(l.address, '') || ' ' || coalesce(l.city, ''))")
            .filter("partnerId", Filter.id("l.partner_id"))
            .filter("countryCode", Filter.text("l.country_code"))
            .filter("partyId", Filter.text("l.party_id"))
            .filter("city", Filter.text("l.city"))
            .filter("locationId", Filter.text("l.location_id"))
            .sort("name", "l.name")
            .sort("city", "l.city")
            .sort("lastUpdated", "l.last_updated")
            .defaultSort("l.id")
            .rows(row -> new Line(
                    row.id("id"),
                    row.maybeText("name"),
                    row.maybeText("address"),
                    row.maybeText("city"),
                    row.maybeText("postal_code"),
                    row.maybeText("country"),
                    row.maybeDecimal("latitude"),
                    row.maybeDecimal("longitude"),
                    row.maybeText("operator_name"),
                    row.flag("published"),
                    row.maybeInstant("withdrawn_at") != null,
                    row.instant("last_updated"),
                    row.id("partner_id"),
                    row.text("partner_name"),
                    row.text("country_code"),
                    row.text("party_id"),
                    row.text("location_id"),
                    row.number("evses"),
                    row.number("available")));

    private static final Condition OPEN = Condition.of("l.withdrawn_at is null and l.published");

    private final Listings listings;
    private final DataSource dataSource;

    @Inject
    LocationList(Listings listings, DataSource dataSource) {
        this.listings = listings;
        this.dataSource = dataSource;
    }

    /// @param locationId as the operator calls it
    /// @param evses without removed ones
    public record Line(
            UUID id,
            @Nullable String name,
            @Nullable String address,
            @Nullable String city,
            @Nullable String postalCode,
            @Nullable String country,
            @Nullable BigDecimal latitude,
            @Nullable BigDecimal longitude,
            @Nullable String operatorName,
            boolean published,
            boolean withdrawn,
            Instant lastUpdated,
            UUID partnerId,
            String partnerName,
            String countryCode,
            String partyId,
            String locationId,
            int evses,
            int available) {}

    public record Evse(
            String uid,
            @Nullable String evseId,
            String status,
            List<String> capabilities,
            Instant lastUpdated,
            List<Connector> connectors) {}

    public record Connector(
            String id,
            @Nullable String standard,
            @Nullable String format,
            @Nullable String powerType,
            @Nullable Integer maxElectricPower,
            List<String> tariffIds) {}

    /// Published and still listed by the partner.
    public Page<Line> list(ListRequest request) {
        return listings.page(LINES, request, OPEN);
    }

    /// @param unpublished whether those are shown that are not for everybody
    /// @throws ProblemException NOT_FOUND
    public Line get(UUID id, boolean unpublished) {
        return listings
                .page(
                        LINES,
                        ListRequest.firstPage(),
                        Condition.of("l.id = ?", id),
                        unpublished ? Condition.ALWAYS : OPEN)
                .items()
                .stream()
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    public List<Evse> evses(UUID locationId) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        SELECT e.uid, e.evse_id, e.status, e.capabilities, e.last_updated, c.connector_id, c.standard,
                            c.format, c.power_type, c.max_electric_power, c.tariff_ids
                        FROM evse e LEFT JOIN connector c USING (location_id, evse_key)
                        WHERE e.location_id = ? AND e.status <> 'REMOVED' ORDER BY e.evse_key, c.connector_key
                        """)) {
            statement.setObject(1, locationId);
            List<Evse> evses = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    if (evses.isEmpty() || !evses.getLast().uid().equals(row.getString(1))) {
                        evses.add(new Evse(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                List.of((String[]) row.getArray(4).getArray()),
                                row.getObject(5, OffsetDateTime.class).toInstant(),
                                new ArrayList<>()));
                    }
                    if (row.getString(6) != null) {
                        evses.getLast()
                                .connectors()
                                .add(new Connector(
                                        row.getString(6),
                                        row.getString(7),
                                        row.getString(8),
                                        row.getString(9),
                                        row.getObject(10, Integer.class),
                                        List.of((String[]) row.getArray(11).getArray())));
                    }
                }
            }
            return evses;
        } catch (SQLException failure) {
            throw new IllegalStateException("EVSEs cannot be read", failure);
        }
    }
}
