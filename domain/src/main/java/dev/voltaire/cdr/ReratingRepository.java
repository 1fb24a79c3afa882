package dev.voltaire.cdr;

import dev.voltaire.cdr.plan.PlanReader;
import dev.voltaire.listing.Condition;
import dev.voltaire.listing.Filter;
import dev.voltaire.listing.ListRequest;
import dev.voltaire.listing.Listing;
import dev.voltaire.listing.Listings;
import dev.voltaire.listing.Page;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of rating a period again.
@ApplicationScoped
class ReratingRepository {
    private static final Listing<ReratingRun> RUNS = Listing.of("x.*, n.*", """
                    rerating_run x cross join lateral (
                        select count(*)::int as changes,
                               count(*) filter (where r.outcome = 'APPLIED')::int as applied,
                               count(*) filter (where r.outcome = 'OVERTAKEN')::int as overtaken
                        from rerating_change r where r.run_id = x.id) n""")
            .filter("state", Filter.oneOf("x.state", ReratingRun.State.class))
            .sort("createdAt", "x.created_at")
            .defaultSort("x.id", "-createdAt")
            .rows(row -> new ReratingRun(
                    row.id("id"),
                    row.text("reason"),
                    row.instant("started_from"),
                    row.instant("started_to"),
                    row.maybeId("organisation_unit_id"),
                    row.maybeId("partner_id"),
                    row.constant("state", ReratingRun.State.class),
                    row.number("examined"),
                    row.number("changes"),
                    row.number("applied"),
                    row.number("overtaken"),
                    row.text("created_by"),
                    row.instant("created_at"),
                    row.maybeText("applied_by"),
                    row.maybeInstant("finished_at")));
    private static final Listing<ReratingRun.Change> CHANGES = Listing.of(
                    "r.*, m.cdr_id, exists (select from invoiced_cdr n where n.msp_cdr_id = r.msp_cdr_id "
                            + "and n.version = r.from_version) as invoiced",
                    "rerating_change r join msp_cdr m on m.id = r.msp_cdr_id")
            .search("m.cdr_id")
            .filter("outcome", Filter.oneOf("r.outcome", ReratingRun.Outcome.class))
            .sort("difference", "abs(coalesce(r.after_total, 0) - coalesce(r.before_total, 0))")
            .sort("cdrId", "m.cdr_id")
            .defaultSort("r.msp_cdr_id", "-difference")
            .rows(row -> new ReratingRun.Change(
                    row.id("msp_cdr_id"),
                    row.text("cdr_id"),
                    row.number("from_version"),
                    row.text("currency"),
                    row.maybeDecimal("before_total"),
                    row.maybeDecimal("after_total"),
                    row.flag("invoiced"),
                    row.constant("outcome", ReratingRun.Outcome.class)));

    private static final UUID NONE = new UUID(0, 0);

    private final Sql sql;
    private final Listings listings;
    private final PlanReader plans;

    @Inject
    ReratingRepository(Sql sql, Listings listings, PlanReader plans) {
        this.sql = sql;
        this.listings = listings;
        this.plans = plans;
    }

    Page<ReratingRun> list(ListRequest request) {
        return listings.page(RUNS, request);
    }

    Page<ReratingRun.Change> changes(ListRequest request, Condition run) {
        return listings.page(CHANGES, request, run);
    }

    ReratingRun get(UUID id) {
        return listings.page(RUNS, ListRequest.firstPage(), Condition.of("x.id = ?", id)).items().stream()
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    ReratingRun lock(UUID id) {
        sql.query("SELECT 1 FROM rerating_run WHERE id = ? FOR UPDATE", row -> true, id);
        return get(id);
    }

    /// What the next step of a run needs to know; nobody else takes one until the transaction ends.
    ///
    /// @param reachedAt the start of the session that was examined last
    record Step(
            UUID runId,
            ReratingRun.State state,
            String by,
            Rerating.Period period,
            @Nullable UUID reached,
            @Nullable Instant reachedAt) {}

    Step lockStep(UUID id) {
        return sql.first("""
                        SELECT x.state, coalesce(x.applied_by, 'system') AS by, x.started_from, x.started_to,
                               x.organisation_unit_id, x.partner_id, x.reached,
                               (SELECT m.started_at FROM msp_cdr m WHERE m.id = x.reached) AS reached_at
                        FROM rerating_run x WHERE x.id = ? FOR UPDATE
                        """, row -> step(id, row), id).orElseThrow();
    }

    private static Step step(UUID id, ResultSet row) throws SQLException {
        return new Step(
                id,
                ReratingRun.State.valueOf(row.getString("state")),
                row.getString("by"),
                new Rerating.Period(
                        Sql.requiredInstant(row, "started_from"),
                        Sql.requiredInstant(row, "started_to"),
                        row.getObject("organisation_unit_id", UUID.class),
                        row.getObject("partner_id", UUID.class)),
                row.getObject("reached", UUID.class),
                Sql.instant(row, "reached_at"));
    }

    UUID begin(Rerating.Period period, String reason, String by, Instant at) {
        return sql.first(
                        """
                        INSERT INTO rerating_run (reason, started_from, started_to, organisation_unit_id, partner_id,
                            state, created_by, created_at)
                        VALUES (?, ?, ?, ?, ?, 'CALCULATING', ?, ?) RETURNING id
                        """,
                        row -> Sql.id(row, "id"),
                        reason,
                        period.from(),
                        period.to(),
                        period.unitId(),
                        period.partnerId(),
                        by,
                        at)
                .orElseThrow();
    }

    List<ReratingRun.Total> totals(UUID id) {
        return sql.query(
                """
                SELECT currency, sum(coalesce(before_total, 0)) AS before, sum(coalesce(after_total, 0)) AS after
                FROM rerating_change WHERE run_id = ? GROUP BY currency ORDER BY currency
                """,
                row -> new ReratingRun.Total(
                        row.getString("currency"), row.getBigDecimal("before"), row.getBigDecimal("after")),
                id);
    }

    /// An MSP CDR as it is, with the plan that is right for it now.
    record Candidate(
            UUID mspCdrId,
            int version,
            String currency,
            @Nullable BigDecimal total,
            Map<CostComponent, BigDecimal> components,
            CdrSubject subject,
            CdrEvidence.@Nullable Plan plan) {}

    /// The next ones, by their start, so that a step reads no more than it examines. Credits and what an operator took
    /// back stay as they are.
    List<Candidate> candidates(Step step, int most) {
        Rerating.Period period = step.period();
        return sql.query(
                """
                SELECT m.id AS msp_cdr_id, m.current_version, m.currency, m.total_excl_vat, v.costs,
                """ + CdrSubject.COLUMNS + ", " + PlanReader.COLUMNS + """
                FROM msp_cdr m
                JOIN cpo_cdr c ON c.id = m.cpo_cdr_id
                LEFT JOIN partner p ON p.id = c.partner_id
                JOIN msp_cdr_version v ON v.msp_cdr_id = m.id AND v.version = m.current_version
                JOIN organisation_unit u ON u.id = m.organisation_unit_id
                LEFT JOIN LATERAL (
                """
                        + PlanReader.nearest(
                                "u.path",
                                "m.currency",
                                "coalesce(c.started_at, c.received_at)",
                                "c.partner_id",
                                "c.connector_power_type")
                        + """
                ) plan ON true
                WHERE (m.started_at, m.id) > (?, ?) AND m.started_at >= ? AND m.started_at < ?
                  AND (?::uuid IS NULL OR u.path <@ (SELECT w.path FROM organisation_unit w WHERE w.id = ?))
                  AND (?::uuid IS NULL OR c.partner_id = ?)
                  AND NOT m.credit
                  AND NOT EXISTS (SELECT FROM msp_cdr k WHERE k.credited_msp_cdr_id = m.id AND k.corrects_version IS NULL)
                ORDER BY m.started_at, m.id LIMIT ?
                """,
                this::candidate,
                step.reachedAt() == null ? period.from() : step.reachedAt(),
                step.reached() == null ? NONE : step.reached(),
                period.from(),
                period.to(),
                period.unitId(),
                period.unitId(),
                period.partnerId(),
                period.partnerId(),
                most);
    }

    private Candidate candidate(ResultSet row) throws SQLException {
        UUID plan = row.getObject("plan_id", UUID.class);
        return new Candidate(
                Sql.id(row, "msp_cdr_id"),
                row.getInt("current_version"),
                row.getString("currency"),
                row.getBigDecimal("total_excl_vat"),
                CdrJson.components(row.getString("costs")),
                CdrSubject.read(row),
                plan == null ? null : new CdrEvidence.Plan(plan, plans.terms(plan, row)));
    }

    record Planned(Candidate candidate, CdrPricing.Priced priced) {}

    void plan(UUID run, List<Planned> planned) {
        if (planned.isEmpty()) {
            return;
        }
        List<@Nullable Object[]> rows =
                planned.stream().map(change -> values(run, change)).toList();
        sql.update("""
                INSERT INTO rerating_change (run_id, msp_cdr_id, from_version, currency, before_total, after_total,
                    costs, tariff_plan_id, outcome)
                SELECT *, 'PLANNED' FROM unnest(?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                """, Sql.columns(rows, "uuid uuid int4 text numeric numeric jsonb uuid"));
    }

    private static @Nullable Object[] values(UUID run, Planned change) {
        return new @Nullable Object[] {
            run,
            change.candidate().mspCdrId(),
            change.candidate().version(),
            change.candidate().currency(),
            change.candidate().total(),
            change.priced().price().total(),
            CdrJson.write(change.priced().price().components()),
            change.priced().planId()
        };
    }

    /// @param finished absent while there is more to calculate
    void reached(UUID run, @Nullable UUID reached, int examined, @Nullable Instant finished) {
        sql.update("""
                UPDATE rerating_run SET reached = coalesce(?, reached), examined = examined + ?,
                    state = CASE WHEN ?::timestamptz IS NULL THEN state ELSE 'CALCULATED' END, finished_at = ?
                WHERE id = ?
                """, reached, examined, finished, finished, run);
    }

    void applying(UUID run, String by) {
        sql.update(
                "UPDATE rerating_run SET state = 'APPLYING', applied_by = ?, finished_at = NULL WHERE id = ?", by, run);
    }

    /// Appends the new versions of some. What was invoiced is taken back by a credit of its own and then charged anew;
    /// the invoice keeps the version it is pinned to.
    ///
    /// @return how many
    int applyStep(UUID run, int most, String by, Instant now) {
        return sql.update("""
                WITH todo AS MATERIALIZED (
                    SELECT r.msp_cdr_id, r.after_total, r.costs, r.tariff_plan_id, m.current_version, m.invoice_id
                    FROM rerating_change r JOIN msp_cdr m ON m.id = r.msp_cdr_id
                    WHERE r.run_id = ? AND r.outcome = 'PLANNED' AND m.current_version = r.from_version
                    ORDER BY r.msp_cdr_id LIMIT ? FOR UPDATE OF m),
                credit AS (
                    INSERT INTO msp_cdr (cpo_cdr_id, organisation_unit_id, profile_id, token_id, session_id, cdr_id,
                        country_code, party_id, started_at, ended_at, evse_id, location_name, energy_kwh, credit,
                        credited_msp_cdr_id, corrects_version, billable, approval_state, approval_changed_at,
                        approval_changed_by, current_version, price_calculated, currency, total_excl_vat, created_at)
                    SELECT m.cpo_cdr_id, m.organisation_unit_id, m.profile_id, m.token_id, m.session_id,
                           m.cdr_id || '-' || t.current_version, m.country_code, m.party_id, m.started_at, m.ended_at,
                           m.evse_id, m.location_name, m.energy_kwh, true, m.id, t.current_version, m.billable,
                           'APPROVED', ?, ?, 1, true, m.currency, -m.total_excl_vat, ?
                    FROM todo t JOIN msp_cdr m ON m.id = t.msp_cdr_id WHERE t.invoice_id IS NOT NULL
                    RETURNING id, credited_msp_cdr_id, corrects_version, currency, total_excl_vat, created_at),
                credit_version AS (
                    INSERT INTO msp_cdr_version (msp_cdr_id, version, reason, currency, costs, total_excl_vat, created_at)
                    SELECT c.id, 1, 'CREDITED', c.currency,
                           (SELECT jsonb_object_agg(key, -value::numeric) FROM jsonb_each_text(v.costs)),
                           c.total_excl_vat, c.created_at
                    FROM credit c JOIN msp_cdr_version v
                      ON v.msp_cdr_id = c.credited_msp_cdr_id AND v.version = c.corrects_version),
                version AS (
                    INSERT INTO msp_cdr_version (msp_cdr_id, version, reason, currency, costs, total_excl_vat,
                        tariff_plan_id, created_at)
                    SELECT m.id, t.current_version + 1, 'RE_RATED', m.currency, t.costs, t.after_total,
                           t.tariff_plan_id, ?
                    FROM todo t JOIN msp_cdr m ON m.id = t.msp_cdr_id),
                changed AS (
                    UPDATE msp_cdr m SET current_version = t.current_version + 1, total_excl_vat = t.after_total,
                        price_calculated = t.after_total IS NOT NULL, invoice_id = NULL, revision = m.revision + 1
                    FROM todo t WHERE m.id = t.msp_cdr_id)
                UPDATE rerating_change r SET outcome = 'APPLIED' FROM todo t
                WHERE r.run_id = ? AND r.msp_cdr_id = t.msp_cdr_id
                """, run, most, now, by, now, now, run);
    }

    /// What is still planned got another version in the meantime.
    void applied(UUID run, Instant at) {
        sql.update("UPDATE rerating_change SET outcome = 'OVERTAKEN' WHERE run_id = ? AND outcome = 'PLANNED'", run);
        sql.update("UPDATE rerating_run SET state = 'APPLIED', finished_at = ? WHERE id = ?", at, run);
    }
}
