package dev.voltaire.token;

import dev.voltaire.driver.Profile;
import dev.voltaire.listing.Filter;
import dev.voltaire.listing.ListRequest;
import dev.voltaire.listing.Listing;
import dev.voltaire.listing.Listings;
import dev.voltaire.listing.Page;
import dev.voltaire.organisation.OrganisationUnitRepository;
import dev.voltaire.organisation.Scope;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// All queries on orders of cards.
@ApplicationScoped
public class TokenRequestRepository implements PanacheRepositoryBase<TokenRequest, UUID> {
    private final Listings listings;

    @Inject
    TokenRequestRepository(Listings listings) {
        this.listings = listings;
    }

    /// A row of the list of orders.
    public record Summary(
            UUID id,
            long number,
            int quantity,
            BigDecimal priceAmount,
            String priceCurrency,
            UUID unitId,
            String unitLabel,
            TokenRequest.Status status,
            Instant requestedAt) {}

    private static final Listing<Summary> LISTING = Listing.of(
                    "r.*, (select count(*)::integer from token_request_line l where l.request_id = r.id) as quantity, "
                            + OrganisationUnitRepository.LABEL + " as unit_label",
                    "token_request r join organisation_unit o on o.id = r.organisation_unit_id")
            .search("concat_ws(' ', r.number, o.customer_number, o.name)")
            .filter("orgUnitId", Scope.unitOrBelow("r.organisation_unit_id"))
            .filter("status", Filter.oneOf("r.status", TokenRequest.Status.class))
            .filter(
                    "profileId",
                    values -> Filter.id("l.profile_id")
                            .apply(values)
                            .within("r.id in (select l.request_id from" + " token_request_line l where %s)"))
            .period("requested", "r.requested_at")
            .sort("number", "r.number")
            .sort("quantity", "quantity")
            .sort("price", "r.price_amount")
            .sort("orgUnit", "o.name")
            .sort("status", "r.status")
            .sort("requestedAt", "r.requested_at")
            .defaultSort("r.id", "-requestedAt")
            .rows(row -> new Summary(
                    row.id("id"),
                    row.bigNumber("number"),
                    row.number("quantity"),
                    row.decimal("price_amount"),
                    row.text("price_currency"),
                    row.id("organisation_unit_id"),
                    row.text("unit_label"),
                    row.constant("status", TokenRequest.Status.class),
                    row.instant("requested_at")));

    public Page<Summary> list(ListRequest request, Scope scope) {
        return listings.page(LISTING, request, scope.condition("r.organisation_unit_id"));
    }

    public TokenRequest get(UUID id, Scope scope) {
        return findByIdOptional(id)
                .filter(request -> scope.contains(request.organisationUnit().path()))
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    /// What a card producer has still to make, oldest order first.
    public List<TokenRequest> toProduce() {
        return list("status = ?1 order by number", TokenRequest.Status.REQUESTED);
    }

    boolean hasOpen(Profile profile) {
        return !getEntityManager()
                .createQuery(
                        "select 1 from TokenRequestLine l where l.profile = :profile and l.request.status in :open",
                        Integer.class)
                .setParameter("profile", profile)
                .setParameter(
                        "open",
                        List.of(
                                TokenRequest.Status.REQUESTED,
                                TokenRequest.Status.PRODUCED,
                                TokenRequest.Status.SHIPPED))
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }

    long nextNumber() {
        return ((Number) getEntityManager()
                        .createNativeQuery("select nextval('token_request_number')")
                        .getSingleResult())
                .longValue();
    }
}
