package dev.voltaire.token;

import dev.voltaire.message.Language;
import dev.voltaire.value.ContractId;
import dev.voltaire.value.TokenUid;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The hot path: tokens read by one plain statement on primary keys and unique indexes, whatever their history. Joins
/// the
/// caller's transaction when there is one.
@ApplicationScoped
public class KnownTokens {
    private static final String SELECT = """
            select t.id, t.uid, t.type, t.contract_id, t.visual_number, t.status, t.valid_from, t.valid_until,
                   t.whitelist, t.language, t.profile_id, t.organisation_unit_id, t.version, t.last_updated,
                   coalesce(p.status = 'ACTIVE' and u.active, false) as holder_active,
                   coalesce(o.status = 'ACTIVE', false) as unit_active,
                   coalesce(p.credit_hold or o.credit_hold, false) as credit_hold,
                   coalesce(o.path <@ c.path, false) as below_charger_unit
            from token t
            left join profile p on p.id = t.profile_id
            left join app_user u on u.id = p.user_id
            left join organisation_unit o on o.id = t.organisation_unit_id
            left join organisation_unit c on c.id = ?
            """;
    private static final String BY_UID = SELECT + """
            where t.uid = ? and t.type = coalesce(?, t.type)
            order by t.type = 'RFID' desc, t.type
            limit 1
            """;
    private static final String BY_ID = SELECT + "where t.id = any (?)";

    private final DataSource dataSource;

    @Inject
    KnownTokens(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    record Found(KnownToken token, Standing standing) {}

    /// Tokens by their ids, in no particular order; unknown ids are left out.
    public List<KnownToken> byIds(List<UUID> ids, Instant at) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(BY_ID)) {
            statement.setObject(1, null);
            statement.setArray(2, connection.createArrayOf("uuid", ids.toArray()));
            List<KnownToken> tokens = new ArrayList<>(ids.size());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    tokens.add(read(row, at).token());
                }
            }
            return tokens;
        } catch (SQLException failure) {
            throw new IllegalStateException("tokens could not be read", failure);
        }
    }

    public Optional<KnownToken> byId(UUID id, Instant at) {
        return byIds(List.of(id), at).stream().findFirst();
    }

    Optional<Found> byUid(String uid, @Nullable TokenType type, @Nullable UUID chargerUnitId, Instant at) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(BY_UID)) {
            statement.setObject(1, chargerUnitId);
            statement.setString(2, TokenUid.canonicalise(uid));
            statement.setString(3, type == null ? null : type.name());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(read(row, at)) : Optional.empty();
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("a token could not be read", failure);
        }
    }

    private static Found read(ResultSet row, Instant at) throws SQLException {
        TokenStatus status = TokenStatus.valueOf(row.getString("status"));
        Instant validFrom = instant(row, "valid_from");
        Instant validUntil = instant(row, "valid_until");
        UUID profileId = row.getObject("profile_id", UUID.class);
        Standing standing = new Standing(
                status,
                validFrom,
                validUntil,
                profileId,
                row.getBoolean("holder_active"),
                row.getBoolean("unit_active"),
                row.getBoolean("credit_hold"),
                row.getBoolean("below_charger_unit"));
        String language = row.getString("language");
        KnownToken token = new KnownToken(
                row.getObject("id", UUID.class),
                new TokenUid(row.getString("uid")),
                TokenType.valueOf(row.getString("type")),
                new ContractId(row.getString("contract_id")),
                row.getString("visual_number"),
                status,
                standing.isValid(at),
                validFrom,
                validUntil,
                Whitelist.valueOf(row.getString("whitelist")),
                language == null ? null : Language.valueOf(language),
                profileId,
                row.getObject("organisation_unit_id", UUID.class),
                row.getLong("version"),
                row.getObject("last_updated", OffsetDateTime.class).toInstant());
        return new Found(token, standing);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
