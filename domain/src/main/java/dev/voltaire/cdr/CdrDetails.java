package dev.voltaire.cdr;

import dev.voltaire.organisation.Scope;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;

/// One CDR with all that is known of it, as the JSON object its screen shows. Composed by PostgreSQL: it is read
/// rarely,
/// and most of it is JSON already.
@ApplicationScoped
public class CdrDetails {
    private static final String FACTS = """
            'cdrId', c.cdr_id, 'countryCode', c.country_code, 'partyId', c.party_id, 'origin', c.origin,
            'startedAt', to_char(c.started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
            'endedAt', to_char(c.ended_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
            'durationSeconds', cast(extract(epoch FROM c.ended_at - c.started_at) as bigint),
            'energyKwh', c.energy_kwh, 'remark', c.remark, 'credit', c.credit,
            'sessionReference', c.session_reference,
            'authorisation', jsonb_build_object('uid', c.token_uid, 'type', c.token_type,
                'contractId', c.contract_id, 'method', c.authorisation_method,
                'reference', c.authorisation_reference),
            'location', jsonb_build_object('locationId', c.location_reference, 'evseId', c.evse_id,
                'evseUid', c.evse_uid, 'connectorId', c.connector_reference, 'meterId', c.meter_id,
                'name', c.location_name, 'address', c.address, 'postalCode', c.postal_code, 'city', c.city,
                'country', c.country)
            """;
    private static final String CPO = "select cast(jsonb_build_object('id', c.id, " + FACTS + """
            , 'receivedAt', to_char(c.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
            'currency', c.currency, 'totalCost', c.total_cost, 'creditReference', c.credit_reference,
            'invoiceReference', c.invoice_reference, 'homeChargingCompensation', c.home_charging_compensation,
            'sessionId', a.session_id, 'mspCdrId', m.id, 'costs', a.costs, 'exchange', a.exchange,
            'verdict', a.verdict, 'difference', a.difference, 'plausibility', a.plausibility, 'findings', a.findings)
            as text) as detail, cast(o.path as text) as path
            from cpo_cdr c
            left join cdr_assessment a on a.cpo_cdr_id = c.id
            left join organisation_unit o on o.id = a.organisation_unit_id
            left join msp_cdr m on m.cpo_cdr_id = c.id
            where c.id = :id
            """;
    private static final String MSP = "select cast(jsonb_build_object('id', m.id, " + FACTS + """
            , 'cpoCdrId', c.id, 'sessionId', m.session_id, 'invoiceId', m.invoice_id,
            'invoiceReference', (select i.reference from invoice i where i.id = m.invoice_id),
            'approvalState', m.approval_state, 'billable', m.billable, 'creditsMspCdrId', m.credited_msp_cdr_id,
            'orgUnit', jsonb_build_object('id', o.id, 'label', o.name),
            'profile', CASE WHEN p.id IS NOT NULL THEN jsonb_build_object('id', p.id, 'label', p.name) END,
            'tokenId', m.token_id, 'currentVersion', m.current_version, 'version', v.version,
            'priceCalculated', v.total_excl_vat is not null, 'currency', v.currency, 'costs', v.costs,
            'totalExclVat', v.total_excl_vat, 'reason', v.reason,
            'versions', (select jsonb_agg(n.version order by n.version) from msp_cdr_version n where n.msp_cdr_id = m.id))
            as text) as detail, cast(o.path as text) as path
            from msp_cdr m
            join cpo_cdr c on c.id = m.cpo_cdr_id
            join organisation_unit o on o.id = m.organisation_unit_id
            left join profile p on p.id = m.profile_id
            join msp_cdr_version v on v.msp_cdr_id = m.id and v.version = coalesce(cast(:version as integer), m.current_version)
            where m.id = :id
            """;

    private final EntityManager database;

    @Inject
    CdrDetails(EntityManager database) {
        this.database = database;
    }

    /// JSON.
    ///
    /// @throws ProblemException NOT_FOUND when there is none in the scope
    @Transactional
    public String ofCpoCdr(UUID id, Scope scope) {
        return only(
                database.createNativeQuery(CPO, Tuple.class)
                        .setParameter("id", id)
                        .getResultList(),
                scope);
    }

    /// JSON.
    ///
    /// @param version 0 for the current one
    /// @throws ProblemException NOT_FOUND when there is none in the scope
    @Transactional
    public String ofMspCdr(UUID id, int version, Scope scope) {
        return only(
                database.createNativeQuery(MSP, Tuple.class)
                        .setParameter("id", id)
                        .setParameter("version", version == 0 ? null : Integer.valueOf(version))
                        .getResultList(),
                scope);
    }

    private static String only(List<?> rows, Scope scope) {
        if (rows.isEmpty()) {
            throw new ProblemException(Problem.NOT_FOUND);
        }
        Tuple row = (Tuple) rows.getFirst();
        String path = row.get("path", String.class);
        if (scope != Scope.EVERYTHING && (path == null || !scope.contains(path))) {
            throw new ProblemException(Problem.NOT_FOUND);
        }
        return row.get("detail", String.class);
    }
}
