package dev.voltaire.cdr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/// The SQL that writes MSP CDRs and their versions. Plain JDBC, in the transaction of the thread.
@ApplicationScoped
class MspCdrRepository {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final TypeReference<Map<CostComponent, BigDecimal>> COMPONENTS = new TypeReference<>() {};

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
                write(price.components()),
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

    /// What the customer was charged for a CPO CDR, in its current version.
    record Charged(UUID mspCdrId, CustomerPrice price) {}

    Optional<Charged> charged(UUID cpoCdrId) {
        return execute("""
                SELECT m.id, v.currency, v.costs
                FROM msp_cdr m JOIN msp_cdr_version v ON v.msp_cdr_id = m.id AND v.version = m.current_version
                WHERE m.cpo_cdr_id = ?
                """, statement -> {
            statement.setObject(1, cpoCdrId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Charged(
                                row.getObject(1, UUID.class),
                                new CustomerPrice(CurrencyUnit.of(row.getString(2)), read(row.getString(3)))))
                        : Optional.empty();
            }
        });
    }

    private static String write(Map<CostComponent, BigDecimal> components) {
        try {
            return JSON.writeValueAsString(components);
        } catch (JsonProcessingException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static Map<CostComponent, BigDecimal> read(String costs) {
        try {
            return JSON.readValue(costs, COMPONENTS);
        } catch (JsonProcessingException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
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
