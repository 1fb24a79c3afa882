package dev.voltaire.cdr;

import dev.voltaire.organisation.Scope;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/// The SQL that writes MSP CDRs and their versions. Plain JDBC, in the transaction of the thread.
@ApplicationScoped
class MspCdrRepository {
    private final DataSource dataSource;

    @Inject
    MspCdrRepository(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// A new MSP CDR with its first version, in one statement.
    ///
    /// @param credited the MSP CDR this one takes back
    UUID insert(
            UUID cpoCdrId,
            CdrFacts cdr,
            CdrEvidence.Holder holder,
            @Nullable UUID session,
            CustomerPrice price,
            CustomerPrice.@Nullable Markup markup,
            ApprovalState approval,
            @Nullable UUID credited,
            Instant at) {
        return execute("""
                WITH cdr AS (
                    INSERT INTO msp_cdr (cpo_cdr_id, organisation_unit_id, profile_id, token_id,
                        session_id, cdr_id, country_code,
                        party_id, started_at, ended_at, evse_id, location_name, energy_kwh, credit,
                        credited_msp_cdr_id, billable, approval_state, approval_changed_at, current_version,
                        price_calculated, currency, total_excl_vat, created_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?)
                    RETURNING id, currency, total_excl_vat, created_at, credit)
                INSERT INTO msp_cdr_version (msp_cdr_id, version, reason, currency, costs, total_excl_vat,
                    markup_plan_id, created_at)
                SELECT id, 1, CASE WHEN credit THEN 'CREDITED' ELSE 'RATED' END, currency, ?::jsonb, total_excl_vat,
                    ?, created_at
                FROM cdr
                RETURNING msp_cdr_id
                """, statement -> {
            @Nullable
            Object[] values = {
                cpoCdrId,
                holder.organisationUnitId(),
                holder.profileId(),
                holder.tokenId(),
                session,
                cdr.key().id(),
                cdr.key().party().countryCode(),
                cdr.key().party().partyId(),
                cdr.startedAt() == null ? null : cdr.startedAt().atOffset(ZoneOffset.UTC),
                cdr.endedAt() == null ? null : cdr.endedAt().atOffset(ZoneOffset.UTC),
                cdr.place().evseId() == null
                        ? cdr.place().evseUid()
                        : cdr.place().evseId(),
                cdr.place().name(),
                cdr.energyKwh(),
                cdr.credit(),
                credited,
                holder.billable(),
                approval.name(),
                at.atOffset(ZoneOffset.UTC),
                price.known(),
                price.currency().getCode(),
                price.total(),
                at.atOffset(ZoneOffset.UTC),
                CdrJson.write(price.components()),
                markup == null ? null : markup.plan()
            };
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getObject(1, UUID.class);
            }
        });
    }

    /// An MSP CDR on which somebody decides.
    record Standing(UUID id, int revision, String cdrId, UUID unitId, ApprovalState state, boolean invoiced) {}

    /// Locks it.
    ///
    /// @throws ProblemException NOT_FOUND when there is none in the scope
    Standing lock(UUID id, Scope scope) {
        return execute("""
                SELECT m.id, m.revision, m.cdr_id, m.organisation_unit_id, m.approval_state, m.invoice_id IS NOT NULL
                FROM msp_cdr m JOIN organisation_unit o ON o.id = m.organisation_unit_id
                WHERE m.id = ? AND o.path <@ ANY (CAST(? AS ltree[]))
                FOR UPDATE OF m
                """, statement -> {
            statement.setObject(1, id);
            statement.setString(2, scope.literal());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new ProblemException(Problem.NOT_FOUND);
                }
                return new Standing(
                        row.getObject(1, UUID.class),
                        row.getInt(2),
                        row.getString(3),
                        row.getObject(4, UUID.class),
                        ApprovalState.valueOf(row.getString(5)),
                        row.getBoolean(6));
            }
        });
    }

    void changeApproval(UUID id, ApprovalState state, @Nullable String note, String by, Instant at) {
        execute("""
                UPDATE msp_cdr SET approval_state = ?, approval_note = ?, approval_changed_by = ?,
                    approval_changed_at = ?, revision = revision + 1
                WHERE id = ?
                """, statement -> {
            statement.setString(1, state.name());
            statement.setString(2, note);
            statement.setString(3, by);
            statement.setObject(4, at.atOffset(ZoneOffset.UTC));
            statement.setObject(5, id);
            return statement.executeUpdate();
        });
    }

    /// What the customer was charged for a CPO CDR, in its current version.
    record Charged(UUID mspCdrId, CustomerPrice price) {}

    Optional<Charged> charged(UUID cpoCdrId) {
        return execute("""
                SELECT m.id, v.currency, v.costs
                FROM msp_cdr m JOIN msp_cdr_version v ON v.msp_cdr_id = m.id AND v.version = m.current_version
                WHERE m.cpo_cdr_id = ? AND m.corrects_version IS NULL
                """, statement -> {
            statement.setObject(1, cpoCdrId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Charged(
                                row.getObject(1, UUID.class),
                                new CustomerPrice(
                                        CurrencyUnit.of(row.getString(2)), CdrJson.components(row.getString(3)))))
                        : Optional.empty();
            }
        });
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(PreparedStatement statement) throws SQLException;
    }

    private <T> T execute(String sql, Work<T> work) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            return work.on(statement);
        } catch (SQLException failure) {
            throw new IllegalStateException("CDRs cannot be reached", failure);
        }
    }
}
