package dev.voltaire.cdr.plan;

import com.fasterxml.jackson.databind.JsonNode;
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
import dev.voltaire.tariff.ocpi.OcpiTariffJson;
import dev.voltaire.value.ExpectedVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/// What customers pay. A plan is entered once and ends; another price is another plan.
@ApplicationScoped
public class TariffPlans {
    private static final Listing<TariffPlan> LISTING = Listing.of(
                    "p.*, lower(p.valid) as valid_from, upper(p.valid) as valid_until, u.name as unit_name, "
                            + "g.name as group_name",
                    "tariff_plan p left join organisation_unit u on u.id = p.organisation_unit_id "
                            + "left join partner_group g on g.id = p.partner_group_id")
            .search("p.name")
            .filter("orgUnitId", Filter.id("p.organisation_unit_id"))
            .filter("partnerGroupId", Filter.id("p.partner_group_id"))
            .filter("connectorGroup", Filter.oneOf("p.connector_group", ConnectorGroup.class))
            .filter("kind", Filter.text("p.kind"))
            .filter("currency", Filter.text("p.currency"))
            .filter("inForceAt", TariffPlans::inForceAt)
            .sort("name", "p.name")
            .sort("validFrom", "lower(p.valid)")
            .sort("createdAt", "p.created_at")
            .defaultSort("p.id", "-validFrom")
            .rows(TariffPlans::plan);

    private final Sql sql;
    private final Listings listings;
    private final PartnerGroups groups;
    private final Audit audit;
    private final Clock clock;

    @Inject
    TariffPlans(Sql sql, Listings listings, PartnerGroups groups, Audit audit, Clock clock) {
        this.sql = sql;
        this.listings = listings;
        this.groups = groups;
        this.audit = audit;
        this.clock = clock;
    }

    /// A plan to be entered.
    public record Entry(
            String name,
            @Nullable UUID unitId,
            @Nullable UUID partnerGroupId,
            @Nullable ConnectorGroup connectorGroup,
            CurrencyUnit currency,
            PlanTerms terms,
            @Nullable String tariff,
            Instant validFrom,
            @Nullable Instant validUntil) {}

    /// The plans of the caller's units and those for everyone.
    public Page<TariffPlan> list(ListRequest request, Scope scope) {
        return listings.page(LISTING, request, visible(scope));
    }

    /// @throws ProblemException NOT_FOUND when there is none the caller may see
    public TariffPlan get(UUID id, Scope scope) {
        return listings
                .page(LISTING, ListRequest.firstPage(), visible(scope), Condition.of("p.id = ?", id))
                .items()
                .stream()
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    /// @throws ProblemException ALREADY_EXISTS when one of the same scope holds at some time of these,
    /// MARGIN_BY_COUNTRY when its group of partners is a country
    @Transactional
    public UUID enter(Entry entry, Caller caller) {
        mustExist("organisation_unit", entry.unitId(), "orgUnitId");
        mustExist("partner_group", entry.partnerGroupId(), "partnerGroupId");
        if (entry.partnerGroupId() != null) {
            groups.mustNotStandForACountry(entry.partnerGroupId());
        }
        // two at once would both pass the check: the exclusion constraint still refuses the second
        sql.query("SELECT pg_advisory_xact_lock(hashtext('tariff_plan'))", row -> true);
        if (overlaps(entry)) {
            throw new ProblemException(Problem.ALREADY_EXISTS);
        }
        PlanTerms.Markup markup = switch (entry.terms()) {
            case PlanTerms.Markup terms -> terms;
            case PlanTerms.OwnTariff own -> PlanTerms.Markup.NOTHING;
        };
        UUID id = sql.first(
                        """
                        INSERT INTO tariff_plan (organisation_unit_id, name, kind, percent, per_kwh, per_session,
                            roaming_per_kwh, roaming_per_session,
                            currency, tariff, partner_group_id, connector_group, valid, created_at, created_by)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, tstzrange(?, ?), ?, ?) RETURNING id
                        """,
                        row -> Sql.id(row, "id"),
                        entry.unitId(),
                        entry.name(),
                        entry.terms() instanceof PlanTerms.OwnTariff ? "OWN_TARIFF" : "MARKUP",
                        markup.percent(),
                        markup.perKwh(),
                        markup.perSession(),
                        markup.roaming().perKwh(),
                        markup.roaming().perSession(),
                        entry.currency().getCode(),
                        entry.tariff(),
                        entry.partnerGroupId(),
                        entry.connectorGroup(),
                        entry.validFrom(),
                        entry.validUntil(),
                        clock.instant(),
                        caller.name())
                .orElseThrow();
        audit.record("tariff-plan-entered", "tariff-plan", id, entry.unitId(), Map.of("name", entry.name()));
        return id;
    }

    /// Ends a plan. What was priced with it stays priced with it, until somebody has it rated again.
    ///
    /// @param until exclusive
    /// @throws ProblemException EDIT_CONFLICT, INVALID_PARAMETER when it is not after the plan's beginning
    @Transactional
    public void end(UUID id, Instant until, ExpectedVersion expected, Caller caller) {
        TariffPlan plan = get(id, caller.reach());
        expected.mustBe(plan.revision());
        Instant end = plan.validUntil();
        if (!until.isAfter(plan.validFrom()) || (end != null && until.isAfter(end))) {
            throw new ProblemException(Problem.INVALID_PARAMETER, "validUntil");
        }
        int ended = sql.update(
                "UPDATE tariff_plan SET valid = tstzrange(lower(valid), ?), revision = revision + 1 "
                        + "WHERE id = ? AND revision = ?",
                until,
                id,
                expected.number());
        if (ended == 0) {
            throw new ProblemException(Problem.EDIT_CONFLICT);
        }
        audit.record("tariff-plan-ended", "tariff-plan", id, plan.unitId(), Map.of("until", until.toString()));
    }

    private boolean overlaps(Entry entry) {
        return sql.first(
                        """
                        SELECT 1 FROM tariff_plan
                        WHERE organisation_unit_id IS NOT DISTINCT FROM ? AND partner_group_id IS NOT DISTINCT FROM ?
                          AND connector_group IS NOT DISTINCT FROM ?::text AND currency = ?
                          AND valid && tstzrange(?, ?)
                        LIMIT 1
                        """,
                        row -> true,
                        entry.unitId(),
                        entry.partnerGroupId(),
                        entry.connectorGroup(),
                        entry.currency().getCode(),
                        entry.validFrom(),
                        entry.validUntil())
                .isPresent();
    }

    /// @param table one of ours, never the caller's
    private void mustExist(String table, @Nullable UUID id, String field) {
        if (id != null
                && sql.first("SELECT 1 FROM " + table + " WHERE id = ?", row -> true, id)
                        .isEmpty()) {
            throw ProblemException.invalid(List.of(new Violation(field, "validation.unknown")));
        }
    }

    private static Condition visible(Scope scope) {
        return scope.condition("p.organisation_unit_id").within("p.organisation_unit_id is null or %s");
    }

    private static Condition inForceAt(List<String> values) {
        return Condition.of("p.valid @> ?", Instant.parse(Filter.only(values)));
    }

    private static TariffPlan plan(Row row) {
        String tariff = row.maybeText("tariff");
        JsonNode json = tariff == null ? null : OcpiTariffJson.parse(tariff);
        return new TariffPlan(
                row.id("id"),
                row.number("revision"),
                row.text("name"),
                row.maybeId("organisation_unit_id"),
                row.maybeText("unit_name"),
                row.maybeId("partner_group_id"),
                row.maybeText("group_name"),
                row.maybeConstant("connector_group", ConnectorGroup.class),
                row.text("currency"),
                json == null
                        ? new PlanTerms.Markup(
                                row.decimal("percent"),
                                row.decimal("per_kwh"),
                                row.decimal("per_session"),
                                new PlanTerms.RoamingFee(
                                        row.decimal("roaming_per_kwh"), row.decimal("roaming_per_session")))
                        : new PlanTerms.OwnTariff(OcpiTariffJson.read(json).tariff()),
                json,
                row.instant("valid_from"),
                row.maybeInstant("valid_until"),
                row.instant("created_at"),
                row.text("created_by"));
    }
}
