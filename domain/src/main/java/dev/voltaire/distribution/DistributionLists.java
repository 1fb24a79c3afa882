package dev.voltaire.distribution;

import dev.voltaire.listing.Condition;
import dev.voltaire.listing.Filter;
import dev.voltaire.listing.ListRequest;
import dev.voltaire.listing.Listing;
import dev.voltaire.listing.Listings;
import dev.voltaire.listing.Page;
import dev.voltaire.listing.Row;
import dev.voltaire.partner.PartnerKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where the tokens of a caller stand at the partners. Every query goes through the tokens the caller may see, so that
/// a fleet manager counts the own ones only.
@ApplicationScoped
public class DistributionLists {
    private static final String PARTNER = """
            partner p left join lateral (
                select country_code, party_id from partner_role where partner_id = p.id
                order by role in ('HUB', 'CPO') desc, role, country_code, party_id limit 1) r on true
            """;

    private static final String COUNTS = """
            join lateral (
                select count(*) filter (where outcome in ('DELIVERED', 'PULLED')) as success,
                       count(*) filter (where outcome in ('REJECTED', 'RETRYING')) as failed,
                       count(*) filter (where outcome = 'PENDING') as pending
                from token_distribution d join token t on t.id = d.token_id where d.partner_id = p.id) c on true
            """;

    private static final String OUTCOME = """
            (case when p.status = 'SUSPENDED' and d.acknowledged_version < d.wanted_version
                  then 'SUSPENDED' else d.outcome end)""";

    private static final Listing<AtPartner> PARTNERS = partners(Listing.of(
                    "p.id, p.kind, p.name, r.country_code, r.party_id, c.success, c.failed, c.pending",
                    PARTNER + COUNTS))
            .sort("success", "c.success")
            .sort("failed", "c.failed")
            .sort("pending", "c.pending")
            .rows(row -> new AtPartner(
                    partner(row), row.bigNumber("success"), row.bigNumber("failed"), row.bigNumber("pending")));

    private static final Listing<OfToken> TOKEN = partners(Listing.of(
                    "p.id, p.kind, p.name, r.country_code, r.party_id, " + OUTCOME + " as outcome, d.wanted_version,"
                            + " d.acknowledged_version, d.attempts, d.next_attempt_at, d.last_attempt_at, d.last_error",
                    PARTNER + " join token_distribution d on d.partner_id = p.id join token t on t.id = d.token_id"))
            .filter("outcome", Filter.oneOf(OUTCOME, DistributionOutcome.class))
            .sort("outcome", OUTCOME)
            .sort("attempts", "d.attempts")
            .sort("lastAttemptAt", "d.last_attempt_at")
            .sort("nextAttemptAt", "d.next_attempt_at")
            .rows(row -> new OfToken(
                    partner(row),
                    row.constant("outcome", DistributionOutcome.class),
                    row.bigNumber("wanted_version"),
                    row.bigNumber("acknowledged_version"),
                    row.number("attempts"),
                    row.maybeInstant("next_attempt_at"),
                    row.maybeInstant("last_attempt_at"),
                    row.maybeText("last_error")));

    private final Listings listings;

    @Inject
    DistributionLists(Listings listings) {
        this.listings = listings;
    }

    /// @param countryCode and `partyId`: of its hub or its first CPO
    public record Recipient(
            UUID id,
            PartnerKind kind,
            String name,
            @Nullable String countryCode,
            @Nullable String partyId) {}

    public record AtPartner(Recipient partner, long success, long failed, long pending) {}

    public record OfToken(
            Recipient partner,
            DistributionOutcome outcome,
            long wantedVersion,
            long acknowledgedVersion,
            int attempts,
            @Nullable Instant nextAttemptAt,
            @Nullable Instant lastAttemptAt,
            @Nullable String lastError) {}

    /// Of all partners together.
    public record Summary(long success, long failed, long pending) {}

    public Page<AtPartner> partners(ListRequest request) {
        return listings.page(PARTNERS, request);
    }

    public Page<OfToken> ofToken(UUID tokenId, ListRequest request) {
        return listings.page(TOKEN, request, Condition.of("d.token_id = ?", tokenId));
    }

    public Summary summary() {
        Listing<Summary> all = Listing.of(
                        "coalesce(sum(success), 0)::bigint as success, coalesce(sum(failed), 0)::bigint as failed,"
                                + " coalesce(sum(pending), 0)::bigint as pending",
                        "(select c.* from partner p " + COUNTS
                                + " where p.status in ('CONNECTED', 'SUSPENDED')) counted")
                .rows(row -> new Summary(row.bigNumber("success"), row.bigNumber("failed"), row.bigNumber("pending")));
        List<Summary> one = listings.page(all, ListRequest.firstPage()).items();
        return one.isEmpty() ? new Summary(0, 0, 0) : one.getFirst();
    }

    /// How far a partner is behind.
    ///
    /// @param oldestUnconfirmedSince when the first change was made that it does not know yet
    public record Progress(
            long confirmed, long total, @Nullable Instant oldestUnconfirmedSince) {}

    public Progress progress(UUID partnerId) {
        Listing<Progress> one = Listing.of("c.confirmed, c.total, c.since", """
                        partner p join lateral (
                            select count(*) filter (where d.acknowledged_version >= d.wanted_version) as confirmed,
                                   count(*) as total,
                                   min(t.last_updated) filter (where d.acknowledged_version < d.wanted_version) as since
                            from token_distribution d join token t on t.id = d.token_id
                            where d.partner_id = p.id) c on true
                        """)
                .rows(row ->
                        new Progress(row.bigNumber("confirmed"), row.bigNumber("total"), row.maybeInstant("since")));
        return listings.page(one, ListRequest.firstPage(), Condition.of("p.id = ?", partnerId)).items().stream()
                .findFirst()
                .orElse(new Progress(0, 0, null));
    }

    private static Listing.Builder partners(Listing.Builder listing) {
        return listing.always("p.status in ('CONNECTED', 'SUSPENDED')")
                .search("(p.name || ' ' || coalesce(r.country_code, '') || ' ' || coalesce(r.party_id, ''))")
                .filter("partnerType", Filter.oneOf("p.kind", PartnerKind.class))
                .filter("partner", Filter.text("p.name"))
                .filter("partnerId", Filter.id("p.id"))
                .filter("countryCode", Filter.text("r.country_code"))
                .filter("partyId", Filter.text("r.party_id"))
                .sort("partnerType", "p.kind")
                .sort("partner", "p.name")
                .sort("countryCode", "r.country_code")
                .sort("partyId", "r.party_id")
                .defaultSort("p.id", "partner");
    }

    private static Recipient partner(Row row) {
        return new Recipient(
                row.id("id"),
                row.constant("kind", PartnerKind.class),
                row.text("name"),
                row.maybeText("country_code"),
                row.maybeText("party_id"));
    }
}
