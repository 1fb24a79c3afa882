package dev.voltaire.partner;

import dev.voltaire.listing.Filter;
import dev.voltaire.listing.ListRequest;
import dev.voltaire.listing.Listing;
import dev.voltaire.listing.Listings;
import dev.voltaire.listing.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The partners as a list.
@ApplicationScoped
public class PartnerLists {
    private static final Listing<Line> PARTNERS = Listing.of("""
                    p.id, p.name, p.kind, p.status, p.version, p.connected_at, p.created_at,
                    array(select r.role || ' ' || r.country_code || '-' || r.party_id from partner_role r
                          where r.partner_id = p.id order by 1) as roles
                    """, "partner p")
            .search("p.name")
            .filter("type", Filter.oneOf("p.kind", PartnerKind.class))
            .filter("status", Filter.oneOf("p.status", PartnerStatus.class))
            .sort("name", "p.name")
            .sort("type", "p.kind")
            .sort("status", "p.status")
            .sort("createdAt", "p.created_at")
            .defaultSort("p.id", "name")
            .rows(row -> new Line(
                    row.id("id"),
                    row.text("name"),
                    row.constant("kind", PartnerKind.class),
                    row.constant("status", PartnerStatus.class),
                    row.maybeConstant("version", ProtocolVersion.class),
                    row.texts("roles"),
                    row.maybeInstant("connected_at"),
                    row.instant("created_at")));

    private final Listings listings;

    @Inject
    PartnerLists(Listings listings) {
        this.listings = listings;
    }

    /// @param roles `CPO NL-RBC`
    public record Line(
            UUID id,
            String name,
            PartnerKind kind,
            PartnerStatus status,
            @Nullable ProtocolVersion version,
            List<String> roles,
            @Nullable Instant connectedAt,
            Instant createdAt) {}

    public Page<Line> partners(ListRequest request) {
        return listings.page(PARTNERS, request);
    }
}
