package dev.voltaire.reimbursement.agreement;

import dev.voltaire.listing.Condition;
import dev.voltaire.listing.Filter;
import dev.voltaire.listing.ListRequest;
import dev.voltaire.listing.Listing;
import dev.voltaire.listing.Listings;
import dev.voltaire.listing.Page;
import dev.voltaire.organisation.OrganisationUnitRepository;
import dev.voltaire.organisation.Scope;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.sql.Sql;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// All queries on agreements.
@ApplicationScoped
public class AgreementRepository implements PanacheRepositoryBase<Agreement, UUID> {
    private static final Listing<Summary> LISTING = Listing.of(
                    "a.*, p.name as profile_name, c.name as charger_name, " + OrganisationUnitRepository.LABEL
                            + " as unit_label",
                    "reimbursement_agreement a join profile p on p.id = a.profile_id"
                            + " join organisation_unit o on o.id = a.organisation_unit_id"
                            + " left join charger c on c.id = a.charger_id")
            .search("(p.name || ' ' || coalesce(c.name, '') || ' ' || coalesce(a.location_reference, ''))")
            .filter("orgUnitId", Scope.unitOrBelow("a.organisation_unit_id"))
            .filter("state", Filter.oneOf("a.state", Agreement.State.class))
            .filter("origin", Filter.oneOf("a.origin", Agreement.Origin.class))
            .filter("target", Filter.oneOf("a.target", Agreement.Target.class))
            .filter("profileId", Filter.id("a.profile_id"))
            .filter("chargerId", Filter.id("a.charger_id"))
            .period("requested", "a.requested_at")
            .sort("requestedAt", "a.requested_at")
            .sort("startsOn", "a.starts_on")
            .sort("state", "a.state")
            .sort("profile", "p.name")
            .defaultSort("a.id", "-requestedAt")
            .rows(row -> new Summary(
                    row.id("id"),
                    row.id("organisation_unit_id"),
                    row.text("unit_label"),
                    row.id("profile_id"),
                    row.text("profile_name"),
                    row.constant("origin", Agreement.Origin.class),
                    row.constant("state", Agreement.State.class),
                    row.maybeId("charger_id"),
                    row.maybeText("charger_name"),
                    row.maybeText("location_reference"),
                    row.constant("target", Agreement.Target.class),
                    Objects.requireNonNull(row.maybeDate("starts_on")),
                    row.maybeDate("ends_on"),
                    row.instant("requested_at")));

    private final Listings listings;
    private final Sql sql;

    @Inject
    AgreementRepository(Listings listings, Sql sql) {
        this.listings = listings;
        this.sql = sql;
    }

    /// A row of the list.
    public record Summary(
            UUID id,
            UUID unitId,
            String unitLabel,
            UUID profileId,
            String profileName,
            Agreement.Origin origin,
            Agreement.State state,
            @Nullable UUID chargerId,
            @Nullable String chargerName,
            @Nullable String locationReference,
            Agreement.Target target,
            LocalDate startsOn,
            @Nullable LocalDate endsOn,
            Instant requestedAt) {}

    public Page<Summary> list(ListRequest request, Scope scope) {
        return listings.page(LISTING, request, scope.condition("a.organisation_unit_id"));
    }

    /// Those of a driver, whichever of the driver's contracts they are about.
    public Page<Summary> ofDriver(ListRequest request, UUID userId) {
        return listings.page(
                LISTING, request, Condition.of("a.profile_id in (select id from profile where user_id = ?)", userId));
    }

    public Agreement get(UUID id, Scope scope) {
        return findByIdOptional(id)
                .filter(agreement -> scope.contains(agreement.organisationUnit().path()))
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    public Agreement ownedBy(UUID userId, UUID id) {
        return find("id = ?1 and profile.user.id = ?2", id, userId)
                .firstResultOptional()
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    Optional<String> chargerName(UUID chargerId) {
        return sql.first("SELECT name FROM charger WHERE id = ?", row -> row.getString(1), chargerId);
    }

    /// The charger stands in the unit, or in one above it, and lets the driver charge.
    boolean chargerServes(UUID chargerId, Agreement agreement) {
        return sql.exists(
                """
                SELECT FROM charger c
                JOIN organisation_unit owner ON owner.id = c.organisation_unit_id
                JOIN organisation_unit u ON u.id = ?
                WHERE c.id = ? AND c.retired_at IS NULL AND u.path <@ owner.path
                  AND (cardinality(c.allowed_profile_ids) = 0 OR ? = ANY (c.allowed_profile_ids))
                """,
                agreement.organisationUnit().id(),
                chargerId,
                agreement.profile().id());
    }

    boolean tokenIsOf(UUID tokenId, UUID profileId) {
        return sql.exists("SELECT FROM token WHERE id = ? AND profile_id = ?", tokenId, profileId);
    }

    /// Until the transaction ends, nobody else decides about this driver's agreements, or about the charger's.
    void lock(Agreement agreement) {
        sql.query("SELECT pg_advisory_xact_lock(hashtext('reimbursement_agreement'))", row -> true);
        sql.query(
                "SELECT FROM profile WHERE id = ? FOR NO KEY UPDATE",
                row -> true,
                agreement.profile().id());
    }

    /// Another agreement of this driver, or another one for a whole unit, counts there on one of the days.
    boolean clashes(Agreement agreement) {
        Agreement.Terms terms = agreement.terms();
        Agreement.PartnerLocation location = terms.location();
        return sql.exists(
                """
                SELECT FROM reimbursement_agreement a
                WHERE a.state IN ('ACTIVE', 'ENDED') AND a.id <> ?
                  AND daterange(a.starts_on, a.ends_on) && daterange(?::date, NULL)
                  AND (a.charger_id = ?::uuid
                       OR (a.location_country, a.location_party, a.location_reference) = (?, ?, ?))
                  AND (a.profile_id = ? OR a.target = 'UNIT' AND ? = 'UNIT')
                """,
                agreement.id(),
                terms.startsOn(),
                terms.chargerId(),
                location == null ? null : location.country(),
                location == null ? null : location.party(),
                location == null ? null : location.reference(),
                agreement.profile().id(),
                terms.target());
    }

    boolean undecided(UUID profileId, @Nullable UUID chargerId) {
        return sql.exists("""
                SELECT FROM reimbursement_agreement WHERE profile_id = ? AND charger_id IS NOT DISTINCT FROM ?::uuid
                  AND location_reference IS NULL AND state IN ('REQUESTED', 'APPROVED')
                """, profileId, chargerId);
    }

    /// Home sessions at the agreement's charger on its days, that the ledger knows.
    List<UUID> sessionsOf(UUID agreementId) {
        return sql.query("""
                SELECT DISTINCT r.session_id AS id
                FROM reimbursement_agreement a JOIN reimbursement r ON r.charger_id = a.charger_id
                WHERE a.id = ? AND r.charged_on >= a.starts_on AND r.session_id IS NOT NULL
                ORDER BY 1
                """, row -> Sql.id(row, "id"), agreementId);
    }
}
