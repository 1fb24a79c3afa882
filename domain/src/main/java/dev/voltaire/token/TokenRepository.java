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
import dev.voltaire.value.ContractId;
import dev.voltaire.value.TokenUid;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// All queries on tokens, except the fast one of [Authorisation].
@ApplicationScoped
public class TokenRepository implements PanacheRepositoryBase<Token, UUID> {
    private final Listings listings;

    @Inject
    TokenRepository(Listings listings) {
        this.listings = listings;
    }

    /// A row of the list of tokens. Without a unit: a card in the operator's stock.
    public record Summary(
            UUID id,
            String visualNumber,
            TokenType type,
            Token.Kind kind,
            TokenStatus status,
            String uid,
            ContractId contractId,
            @Nullable UUID unitId,
            @Nullable String unitLabel,
            @Nullable UUID profileId,
            @Nullable String profileName,
            @Nullable Instant validFrom,
            @Nullable Instant validUntil,
            Instant createdAt) {}

    private static final Listing<Summary> LISTING = Listing.of(
                    "t.*, case when o.id is not null then " + OrganisationUnitRepository.LABEL + " end as unit_label",
                    "token t left join organisation_unit o on o.id = t.organisation_unit_id")
            .search("t.search")
            .filter("type", Filter.oneOf("t.type", TokenType.class))
            .filter("kind", Filter.oneOf("t.kind", Token.Kind.class))
            .filter("status", Filter.oneOf("t.status", TokenStatus.class))
            .filter("orgUnitId", Scope.unitOrBelow("t.organisation_unit_id"))
            .filter("profileId", Filter.id("t.profile_id"))
            .period("validFrom", "t.valid_from")
            .period("validUntil", "t.valid_until")
            .period("created", "t.created_at")
            .sortIndexed("visualNumber", "t.visual_number")
            .sortIndexed("status", "t.status")
            .sort("profile", "t.holder_name")
            .sort("validFrom", "t.valid_from")
            .sort("validUntil", "t.valid_until")
            .sortIndexed("createdAt", "t.created_at")
            .defaultSort("t.id", "-createdAt")
            .rows(row -> new Summary(
                    row.id("id"),
                    row.text("visual_number"),
                    row.constant("type", TokenType.class),
                    row.constant("kind", Token.Kind.class),
                    row.constant("status", TokenStatus.class),
                    row.text("uid"),
                    new ContractId(row.text("contract_id")),
                    row.maybeId("organisation_unit_id"),
                    row.maybeText("unit_label"),
                    row.maybeId("profile_id"),
                    row.maybeText("holder_name"),
                    row.maybeInstant("valid_from"),
                    row.maybeInstant("valid_until"),
                    row.instant("created_at")));

    public Page<Summary> list(ListRequest request, Scope scope) {
        return listings.page(LISTING, request, scope.condition("t.organisation_unit_id"));
    }

    /// A user's own token, for the app.
    public Token ownedBy(UUID userId, UUID tokenId) {
        return find("id = ?1 and profile.user.id = ?2", tokenId, userId)
                .firstResultOptional()
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    public List<Token> ofUser(UUID userId) {
        return list("profile.user.id = ?1 order by createdAt", userId);
    }

    /// A card in stock belongs to the operator alone.
    public Token get(UUID id, Scope scope) {
        return findByIdOptional(id)
                .filter(token -> token.organisationUnit() == null
                        ? scope instanceof Scope.Everything
                        : scope.contains(token.organisationUnit().path()))
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    public List<Token> of(Profile profile) {
        return list("profile", Sort.by("createdAt"), profile);
    }

    public List<Token> ofProfiles(Collection<UUID> profileIds) {
        return profileIds.isEmpty() ? List.of() : list("profile.id in ?1 order by createdAt", profileIds);
    }

    public Optional<Token> findByUid(TokenUid uid, TokenType type) {
        return find("uid = ?1 and type = ?2", uid.canonical(), type).firstResultOptional();
    }

    public Optional<Token> findByContractId(ContractId contractId) {
        return find("contractId", contractId.compact()).firstResultOptional();
    }

    List<Token> workingIn(Collection<UUID> unitIds) {
        return unitIds.isEmpty()
                ? List.of()
                : list("organisationUnit.id in ?1 and status <> ?2", unitIds, TokenStatus.INACTIVE);
    }

    boolean hasPhysical(Profile profile) {
        return count("profile = ?1 and kind = ?2 and status <> ?3", profile, Token.Kind.PHYSICAL, TokenStatus.INACTIVE)
                > 0;
    }
}
