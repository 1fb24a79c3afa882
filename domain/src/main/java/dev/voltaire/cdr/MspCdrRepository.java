package dev.voltaire.cdr;

import dev.voltaire.organisation.Scope;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL that writes MSP CDRs and their versions.
@ApplicationScoped
class MspCdrRepository {
    private static final String INSERT = """
            WITH draft AS (
                SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AS d (
                    cpo_cdr_id, organisation_unit_id, profile_id, token_id, session_id, cdr_id, country_code, party_id,
                    started_at, ended_at, evse_id, location_name, energy_kwh, credit, credited_msp_cdr_id, billable,
                    approval_state, approval_changed_at, price_calculated, currency, total_excl_vat, created_at, costs,
                    tariff_plan_id)),
            cdr AS (
                INSERT INTO msp_cdr (cpo_cdr_id, organisation_unit_id, profile_id, token_id, session_id, cdr_id,
                    country_code, party_id, started_at, ended_at, evse_id, location_name, energy_kwh, credit,
                    credited_msp_cdr_id, billable, approval_state, approval_changed_at, current_version,
                    price_calculated, currency, total_excl_vat, created_at)
                SELECT cpo_cdr_id, organisation_unit_id, profile_id, token_id, session_id, cdr_id, country_code,
                    party_id, started_at, ended_at, evse_id, location_name, energy_kwh, credit, credited_msp_cdr_id,
                    billable, approval_state, approval_changed_at, 1, price_calculated, currency, total_excl_vat,
                    created_at
                FROM draft
                RETURNING id, cpo_cdr_id, total_excl_vat)
            INSERT INTO msp_cdr_version (msp_cdr_id, version, reason, currency, costs, total_excl_vat,
                tariff_plan_id, created_at)
            SELECT cdr.id, 1, CASE WHEN draft.credit THEN 'CREDITED' ELSE 'RATED' END, draft.currency, draft.costs,
                cdr.total_excl_vat, draft.tariff_plan_id, draft.created_at
            FROM cdr JOIN draft USING (cpo_cdr_id)
            """;
    private static final String TYPES = """
            uuid uuid uuid uuid uuid text text text timestamptz timestamptz text text numeric bool uuid bool
            text timestamptz bool text numeric timestamptz jsonb uuid
            """;

    private final Sql sql;

    @Inject
    MspCdrRepository(Sql sql) {
        this.sql = sql;
    }

    /// A new MSP CDR with its first version.
    ///
    /// @param planId the plan that made the price
    /// @param credited the MSP CDR this one takes back
    record Draft(
            UUID cpoCdrId,
            CdrFacts cdr,
            CdrEvidence.Holder holder,
            @Nullable UUID session,
            CustomerPrice price,
            @Nullable UUID planId,
            ApprovalState approval,
            @Nullable UUID credited,
            Instant at) {}

    void insert(List<Draft> drafts) {
        if (!drafts.isEmpty()) {
            sql.update(
                    INSERT,
                    Sql.columns(drafts.stream().map(MspCdrRepository::values).toList(), TYPES));
        }
    }

    private static @Nullable Object[] values(Draft draft) {
        CdrFacts cdr = draft.cdr();
        CdrFacts.Place place = cdr.place();
        return new @Nullable Object[] {
            draft.cpoCdrId(),
            draft.holder().organisationUnitId(),
            draft.holder().profileId(),
            draft.holder().tokenId(),
            draft.session(),
            cdr.key().id(),
            cdr.key().party().countryCode(),
            cdr.key().party().partyId(),
            cdr.startedAt(),
            cdr.endedAt(),
            place.evseId() == null ? place.evseUid() : place.evseId(),
            place.name(),
            cdr.energyKwh(),
            cdr.credit(),
            draft.credited(),
            draft.holder().billable(),
            draft.approval(),
            draft.at(),
            draft.price().known(),
            draft.price().currency().getCode(),
            draft.price().total(),
            draft.at(),
            CdrJson.write(draft.price().components()),
            draft.planId()
        };
    }

    /// An MSP CDR on which somebody decides.
    record Standing(UUID id, int revision, String cdrId, UUID unitId, ApprovalState state, boolean invoiced) {}

    /// Locks it.
    ///
    /// @throws ProblemException NOT_FOUND when there is none in the scope
    Standing lock(UUID id, Scope scope) {
        return sql.first(
                        """
                        SELECT m.id, m.revision, m.cdr_id, m.organisation_unit_id, m.approval_state,
                               m.invoice_id IS NOT NULL AS invoiced
                        FROM msp_cdr m JOIN organisation_unit o ON o.id = m.organisation_unit_id
                        WHERE m.id = ? AND o.path <@ ANY (CAST(? AS ltree[]))
                        FOR UPDATE OF m
                        """,
                        row -> new Standing(
                                Sql.id(row, "id"),
                                row.getInt("revision"),
                                row.getString("cdr_id"),
                                Sql.id(row, "organisation_unit_id"),
                                ApprovalState.valueOf(row.getString("approval_state")),
                                row.getBoolean("invoiced")),
                        id,
                        scope.literal())
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    void changeApproval(UUID id, ApprovalState state, @Nullable String note, String by, Instant at) {
        sql.update("""
                UPDATE msp_cdr SET approval_state = ?, approval_note = ?, approval_changed_by = ?,
                    approval_changed_at = ?, revision = revision + 1
                WHERE id = ?
                """, state, note, by, at, id);
    }
}
