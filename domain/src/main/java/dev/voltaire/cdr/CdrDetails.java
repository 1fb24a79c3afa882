package dev.voltaire.cdr;

import dev.voltaire.listing.Condition;
import dev.voltaire.listing.ListRequest;
import dev.voltaire.listing.Listing;
import dev.voltaire.listing.Listings;
import dev.voltaire.listing.Row;
import dev.voltaire.organisation.Scope;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One CDR with all that is known of it, as its screen shows it.
@ApplicationScoped
public class CdrDetails {
    private static final String FACTS = "c.cdr_id, c.country_code, c.party_id, c.origin, c.started_at, c.ended_at, "
            + "c.energy_kwh, c.remark, c.credit, c.session_reference, c.token_uid, c.token_type, c.contract_id, "
            + "c.authorisation_method, c.authorisation_reference, c.location_reference, c.evse_id, c.evse_uid, "
            + "c.connector_reference, c.connector_power_type, c.meter_id, c.location_name, c.address, c.postal_code, "
            + "c.city, c.country, coalesce((select r.business_name from partner_role r where r.partner_id = c.partner_id "
            + "and r.country_code = c.country_code and r.party_id = c.party_id limit 1), "
            + "(select p.name from partner p where p.id = c.partner_id)) as operator_name, ";

    private static final String CPO_COLUMNS = FACTS
            + "c.id, c.partner_id, c.received_at, c.currency, c.total_cost, c.credit_reference, "
            + "c.invoice_reference, c.home_charging_compensation, a.session_id, m.id as msp_cdr_id, "
            + "m.invoice_id, i.reference as msp_invoice_reference, a.costs, a.exchange, a.verdict, "
            + "a.difference, a.plausibility, a.findings";

    private static final String MSP_COLUMNS = FACTS
            + "m.id, m.revision, m.cdr_id as msp_cdr_number, m.credit as msp_credit, m.cpo_cdr_id, m.session_id, m.invoice_id, "
            + "i.reference as invoice_reference, m.approval_state, m.approval_note, "
            + "m.approval_changed_at, m.approval_changed_by, m.billable, m.credited_msp_cdr_id, "
            + "m.corrects_version, o.id as unit_id, o.country as unit_country, "
            + "coalesce(o.customer_number || ' ', '') || '(' || o.number || ') ' || o.name as unit_label, "
            + "m.profile_id, p.name as profile_name, m.token_id, t.visual_number, m.current_version, "
            + "v.version, v.reason, v.currency as version_currency, v.costs as version_costs, "
            + "v.total_excl_vat, v.created_at as version_created_at, v.tariff_plan_id, "
            + "mp.name as plan_name, n.vat_rule, n.vat_category, n.vat_percent";

    private static final String MSP_JOINS = "join cpo_cdr c on c.id = m.cpo_cdr_id "
            + "join msp_cdr_version v on v.msp_cdr_id = m.id left join token t on t.id = m.token_id "
            + "left join tariff_plan mp on mp.id = v.tariff_plan_id "
            + "left join invoiced_cdr n on n.msp_cdr_id = v.msp_cdr_id and n.version = v.version";

    private static final Listing<CpoCdrDetail> CPO = cpoCdrs(CpoCdrs.LISTING);
    private static final Listing<MspCdrDetail> MSP = mspCdrs(MspCdrs.LISTING);

    private final Listings listings;
    private final Sql sql;

    @Inject
    CdrDetails(Listings listings, Sql sql) {
        this.listings = listings;
        this.sql = sql;
    }

    /// @throws ProblemException NOT_FOUND when there is none in the scope
    public CpoCdrDetail ofCpoCdr(UUID id, Scope scope) {
        return listings
                .page(
                        CPO,
                        ListRequest.firstPage(),
                        scope.condition("a.organisation_unit_id"),
                        Condition.of("c.id = ?", id))
                .items()
                .stream()
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    /// In its current version.
    ///
    /// @throws ProblemException NOT_FOUND when there is none in the scope
    public MspCdrDetail ofMspCdr(UUID id, Scope scope) {
        return ofMspCdr(id, scope, Condition.of("v.version = m.current_version"));
    }

    /// @throws ProblemException NOT_FOUND when there is none in the scope
    public MspCdrDetail ofMspCdr(UUID id, int version, Scope scope) {
        return ofMspCdr(id, scope, Condition.of("v.version = ?", version));
    }

    private MspCdrDetail ofMspCdr(UUID id, Scope scope, Condition version) {
        return listings
                .page(
                        MSP,
                        ListRequest.firstPage(),
                        scope.condition("m.organisation_unit_id"),
                        Condition.of("m.id = ?", id),
                        version)
                .items()
                .stream()
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    /// The versions of an MSP CDR the caller may see, oldest first, each with the invoice it is pinned to.
    @Transactional
    public List<MspCdrVersion> versions(UUID id) {
        return sql.query(
                """
                SELECT v.version, v.reason, v.currency, v.costs, v.total_excl_vat, v.created_at,
                       v.version = m.current_version AS current, n.invoice_id, i.reference AS invoice_reference
                FROM msp_cdr m JOIN msp_cdr_version v ON v.msp_cdr_id = m.id
                LEFT JOIN invoiced_cdr n ON n.msp_cdr_id = v.msp_cdr_id AND n.version = v.version
                LEFT JOIN invoice i ON i.id = n.invoice_id
                WHERE m.id = ? ORDER BY v.version
                """,
                row -> new MspCdrVersion(
                        row.getInt("version"),
                        row.getBoolean("current"),
                        VersionReason.valueOf(row.getString("reason")),
                        row.getString("currency"),
                        CdrJson.components(row.getString("costs")),
                        row.getBigDecimal("total_excl_vat"),
                        Sql.requiredInstant(row, "created_at"),
                        row.getObject("invoice_id", UUID.class),
                        row.getString("invoice_reference")),
                id);
    }

    static Listing<CpoCdrDetail> cpoCdrs(Listing<?> list) {
        return list.showing(CPO_COLUMNS, "", CdrDetails::cpoCdr);
    }

    static Listing<MspCdrDetail> mspCdrs(Listing<?> list) {
        return list.showing(MSP_COLUMNS, MSP_JOINS, CdrDetails::mspCdr);
    }

    private static CpoCdrDetail cpoCdr(Row row) {
        return new CpoCdrDetail(
                row.id("id"),
                facts(row),
                row.maybeId("partner_id"),
                row.instant("received_at"),
                row.maybeText("currency"),
                row.maybeDecimal("total_cost"),
                row.maybeText("credit_reference"),
                row.maybeText("invoice_reference"),
                row.flag("home_charging_compensation"),
                row.maybeId("session_id"),
                row.maybeId("msp_cdr_id"),
                row.maybeId("invoice_id"),
                row.maybeText("msp_invoice_reference"),
                CdrJson.maybeRead(row.maybeText("costs"), CostTable.class),
                CdrJson.maybeRead(row.maybeText("exchange"), CostTable.Conversion.class),
                row.maybeConstant("verdict", Verdict.class),
                row.maybeDecimal("difference"),
                row.maybeText("plausibility"),
                CdrJson.findings(row.maybeText("findings")));
    }

    private static MspCdrDetail mspCdr(Row row) {
        return new MspCdrDetail(
                row.id("id"),
                row.number("revision"),
                facts(row),
                row.text("msp_cdr_number"),
                row.flag("msp_credit"),
                row.id("cpo_cdr_id"),
                row.maybeId("session_id"),
                row.maybeId("invoice_id"),
                row.maybeText("invoice_reference"),
                row.constant("approval_state", ApprovalState.class),
                row.maybeText("approval_note"),
                row.instant("approval_changed_at"),
                row.maybeText("approval_changed_by"),
                row.flag("billable"),
                row.maybeId("credited_msp_cdr_id"),
                row.id("unit_id"),
                row.text("unit_label"),
                row.text("unit_country"),
                row.maybeId("profile_id"),
                row.maybeText("profile_name"),
                row.id("token_id"),
                row.maybeText("visual_number"),
                row.number("current_version"),
                row.number("version"),
                row.constant("reason", VersionReason.class),
                row.text("version_currency"),
                CdrJson.components(row.text("version_costs")),
                row.maybeDecimal("total_excl_vat"),
                row.instant("version_created_at"),
                row.maybeId("tariff_plan_id"),
                row.maybeText("plan_name"),
                row.maybeText("vat_rule"),
                row.maybeText("vat_category"),
                row.maybeDecimal("vat_percent"));
    }

    private static StatedCdr facts(Row row) {
        Instant start = row.maybeInstant("started_at");
        Instant end = row.maybeInstant("ended_at");
        return new StatedCdr(
                row.text("cdr_id"),
                row.text("country_code"),
                row.text("party_id"),
                row.constant("origin", CdrOrigin.class),
                start,
                end,
                seconds(start, end),
                row.maybeDecimal("energy_kwh"),
                row.maybeText("remark"),
                row.flag("credit"),
                row.maybeText("session_reference"),
                new StatedCdr.Authorisation(
                        row.maybeText("token_uid"),
                        row.maybeText("token_type"),
                        row.maybeText("contract_id"),
                        row.maybeText("authorisation_method"),
                        row.maybeText("authorisation_reference")),
                new StatedCdr.Place(
                        row.maybeText("location_reference"),
                        row.maybeText("evse_id"),
                        row.maybeText("evse_uid"),
                        row.maybeText("connector_reference"),
                        row.maybeText("connector_power_type"),
                        row.maybeText("meter_id"),
                        row.maybeText("location_name"),
                        row.maybeText("address"),
                        row.maybeText("postal_code"),
                        row.maybeText("city"),
                        row.maybeText("country"),
                        row.maybeText("operator_name")));
    }

    private static @Nullable Long seconds(@Nullable Instant start, @Nullable Instant end) {
        return start == null || end == null
                ? null
                : Duration.between(start, end).toSeconds();
    }
}
