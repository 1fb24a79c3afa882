package dev.voltaire.spending;

import dev.voltaire.audit.Audit;
import dev.voltaire.identity.Caller;
import dev.voltaire.listing.Condition;
import dev.voltaire.listing.Filter;
import dev.voltaire.listing.ListRequest;
import dev.voltaire.listing.Listing;
import dev.voltaire.listing.Listings;
import dev.voltaire.listing.Page;
import dev.voltaire.listing.Row;
import dev.voltaire.organisation.Scope;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.problem.Violation;
import dev.voltaire.sql.Sql;
import dev.voltaire.tariff.ocpi.CountryZone;
import dev.voltaire.value.ExpectedVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The policies of units, profiles and tokens.
@ApplicationScoped
public class SpendingPolicies {
    private static final Listing<SpendingPolicy> LISTING = Listing.of(
                    "y.*, y.time_from::text as hour_from, y.time_until::text as hour_until, u.name as unit_name, "
                            + "p.name as profile_name, t.visual_number",
                    "spending_policy y join organisation_unit u on u.id = y.organisation_unit_id "
                            + "left join profile p on p.id = y.profile_id left join token t on t.id = y.token_id")
            .search("y.name")
            .filter("orgUnitId", Scope.unitOrBelow("y.organisation_unit_id"))
            .filter("profileId", Filter.id("y.profile_id"))
            .filter("tokenId", Filter.id("y.token_id"))
            .filter("inForce", Filter.flag("y.ended_at is null"))
            .sort("name", "y.name")
            .sort("createdAt", "y.created_at")
            .sort("budget", "y.budget")
            .defaultSort("y.id", "-createdAt")
            .rows(SpendingPolicies::policy);

    private final Sql sql;
    private final Listings listings;
    private final Audit audit;
    private final Clock clock;

    @Inject
    SpendingPolicies(Sql sql, Listings listings, Audit audit, Clock clock) {
        this.sql = sql;
        this.listings = listings;
        this.audit = audit;
        this.clock = clock;
    }

    /// Whom a policy is for: exactly one of the three.
    public record Target(
            @Nullable UUID unitId,
            @Nullable UUID profileId,
            @Nullable UUID tokenId) {}

    /// @param zone absent for that of the unit's country
    public record Entry(
            String name,
            Target target,
            boolean eachProfile,
            @Nullable ZoneId zone,
            Function<ZoneId, PolicyTerms> terms) {}

    private record Unit(UUID id, String path, String currency, String country) {}

    /// Of the caller's units. Those above hold as well, and are theirs to change.
    public Page<SpendingPolicy> list(ListRequest request, Scope scope) {
        return listings.page(LISTING, request, scope.condition("y.organisation_unit_id"));
    }

    /// @throws ProblemException NOT_FOUND when there is none in the scope
    public SpendingPolicy get(UUID id, Scope scope) {
        return listings
                .page(
                        LISTING,
                        ListRequest.firstPage(),
                        scope.condition("y.organisation_unit_id"),
                        Condition.of("y.id = ?", id))
                .items()
                .stream()
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    /// @throws ProblemException VALIDATION_FAILED for an unknown target, or without a zone where the country has
    /// several
    @Transactional
    public UUID enter(Entry entry, Caller caller) {
        Unit unit = unit(entry.target(), caller.reach());
        ZoneId zone = entry.zone() != null
                ? entry.zone()
                : CountryZone.of(unit.country())
                        .orElseThrow(() ->
                                ProblemException.invalid(List.of(new Violation("timeZone", "validation.required"))));
        PolicyTerms terms = entry.terms().apply(zone);
        UUID id = sql.first(
                        """
                        INSERT INTO spending_policy (name, organisation_unit_id, unit_path, profile_id, token_id,
                            each_profile, currency, place, period, budget, per_session, sessions_per_day, time_zone,
                            weekdays, time_from, time_until, countries, operators, power_types, created_at, created_by)
                        VALUES (?, ?, ?::ltree, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::time, ?::time, ?, ?, ?, ?, ?)
                        RETURNING id
                        """,
                        row -> Sql.id(row, "id"),
                        entry.name(),
                        unit.id(),
                        unit.path(),
                        entry.target().profileId(),
                        entry.target().tokenId(),
                        entry.eachProfile(),
                        unit.currency(),
                        terms.place(),
                        terms.period(),
                        terms.budget(),
                        terms.perSession(),
                        terms.sessionsPerDay(),
                        zone.getId(),
                        names(terms.weekdays()),
                        text(terms.from()),
                        text(terms.until()),
                        names(terms.countries()),
                        names(terms.operators()),
                        names(terms.powerTypes()),
                        clock.instant(),
                        caller.name())
                .orElseThrow();
        audit.record("spending-policy-entered", "spending-policy", id, unit.id(), Map.of("name", entry.name()));
        return id;
    }

    /// @throws ProblemException NOT_FOUND, EDIT_CONFLICT, WRONG_STATE when it has ended
    @Transactional
    public void change(
            UUID id, String name, boolean eachProfile, PolicyTerms terms, ExpectedVersion expected, Caller by) {
        SpendingPolicy policy = inForce(id, expected, by);
        int changed = sql.update(
                """
                UPDATE spending_policy SET name = ?, each_profile = ?, place = ?, period = ?, budget = ?, per_session = ?,
                    sessions_per_day = ?, time_zone = ?, weekdays = ?, time_from = ?::time, time_until = ?::time,
                    countries = ?, operators = ?, power_types = ?, revision = revision + 1
                WHERE id = ? AND revision = ?
                """,
                name,
                eachProfile,
                terms.place(),
                terms.period(),
                terms.budget(),
                terms.perSession(),
                terms.sessionsPerDay(),
                terms.zone().getId(),
                names(terms.weekdays()),
                text(terms.from()),
                text(terms.until()),
                names(terms.countries()),
                names(terms.operators()),
                names(terms.powerTypes()),
                id,
                expected.number());
        if (changed == 0) {
            throw new ProblemException(Problem.EDIT_CONFLICT);
        }
        audit.record("spending-policy-changed", "spending-policy", id, policy.unitId(), Map.of("name", name));
    }

    /// @throws ProblemException NOT_FOUND, EDIT_CONFLICT, WRONG_STATE when it has ended
    @Transactional
    public void end(UUID id, ExpectedVersion expected, Caller by) {
        SpendingPolicy policy = inForce(id, expected, by);
        sql.update(
                "UPDATE spending_policy SET ended_at = ?, revision = revision + 1 WHERE id = ? AND revision = ?",
                clock.instant(),
                id,
                expected.number());
        audit.record("spending-policy-ended", "spending-policy", id, policy.unitId(), Map.of("name", policy.name()));
    }

    private SpendingPolicy inForce(UUID id, ExpectedVersion expected, Caller by) {
        SpendingPolicy policy = get(id, by.reach());
        expected.mustBe(policy.revision());
        if (policy.endedAt() != null) {
            throw new ProblemException(Problem.WRONG_STATE, policy.name(), "ENDED");
        }
        return policy;
    }

    private Unit unit(Target target, Scope scope) {
        String field = target.tokenId() != null ? "tokenId" : target.profileId() != null ? "profileId" : "orgUnitId";
        return sql.first(
                        """
                        SELECT o.id, o.path::text AS path, o.currency, o.country FROM organisation_unit o
                        WHERE o.path <@ ANY (CAST(? AS ltree[]))
                          AND (o.id = ? OR o.id = (SELECT p.organisation_unit_id FROM profile p WHERE p.id = ?)
                               OR o.id = (SELECT t.organisation_unit_id FROM token t WHERE t.id = ?))
                        """,
                        row -> new Unit(
                                Sql.id(row, "id"),
                                row.getString("path"),
                                row.getString("currency"),
                                row.getString("country")),
                        scope.literal(),
                        target.unitId(),
                        target.profileId(),
                        target.tokenId())
                .orElseThrow(() -> ProblemException.invalid(List.of(new Violation(field, "validation.unknown"))));
    }

    private static String @Nullable [] names(Collection<?> values) {
        return values.isEmpty()
                ? null
                : values.stream().map(Object::toString).sorted().toArray(String[]::new);
    }

    private static @Nullable String text(@Nullable LocalTime time) {
        return time == null ? null : time.toString();
    }

    private static SpendingPolicy policy(Row row) {
        String from = row.maybeText("hour_from");
        String until = row.maybeText("hour_until");
        return new SpendingPolicy(
                row.id("id"),
                row.number("revision"),
                row.text("name"),
                row.id("organisation_unit_id"),
                row.text("unit_name"),
                row.maybeId("profile_id"),
                row.maybeText("profile_name"),
                row.maybeId("token_id"),
                row.maybeText("visual_number"),
                row.flag("each_profile"),
                row.text("currency"),
                new PolicyTerms(
                        row.constant("place", PolicyPlace.class),
                        row.maybeConstant("period", SpendingPeriod.class),
                        row.maybeDecimal("budget"),
                        row.maybeDecimal("per_session"),
                        row.maybeNumber("sessions_per_day"),
                        ZoneId.of(row.text("time_zone")),
                        set(row.texts("weekdays"), DayOfWeek::valueOf),
                        from == null ? null : LocalTime.parse(from),
                        until == null ? null : LocalTime.parse(until),
                        Set.copyOf(row.texts("countries")),
                        Set.copyOf(row.texts("operators")),
                        set(row.texts("power_types"), PowerType::valueOf)),
                row.instant("created_at"),
                row.text("created_by"),
                row.maybeInstant("ended_at"));
    }

    private static <T> Set<T> set(List<String> names, Function<String, T> reading) {
        return names.stream().map(reading).collect(Collectors.toSet());
    }
}
