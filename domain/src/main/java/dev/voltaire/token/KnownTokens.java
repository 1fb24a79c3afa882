package dev.voltaire.token;

import dev.voltaire.message.Language;
import dev.voltaire.spending.SpendingEvidence;
import dev.voltaire.token.AuthorisationRequest.HomeCharger;
import dev.voltaire.token.AuthorisationRequest.Roaming;
import dev.voltaire.value.ContractId;
import dev.voltaire.value.TokenUid;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The hot path: tokens read by one plain statement on primary keys and unique indexes, whatever their history. Joins
/// the caller's transaction when there is one.
@ApplicationScoped
public class KnownTokens {
    private static final String COLUMNS = """
            t.id, t.uid, t.type, t.contract_id, t.visual_number, t.status, t.valid_from, t.valid_until,
                   t.whitelist, t.language, t.profile_id, t.organisation_unit_id, t.version, t.last_updated,
                   coalesce(p.status = 'ACTIVE' and u.active, false) as holder_active,
                   coalesce(o.status = 'ACTIVE', false) as unit_active,
                   coalesce(p.credit_hold or o.credit_hold, false) as credit_hold,
                   coalesce(o.path <@ c.path, false) as below_charger_unit
            """;
    private static final String HOLDER = """
            left join profile p on p.id = t.profile_id
            left join app_user u on u.id = p.user_id
            left join organisation_unit o on o.id = t.organisation_unit_id
            """;
    private static final String BY_UID =
            "select q.n, spending.policies," + COLUMNS + """
            from unnest(?, ?, ?, ?, ?, ?, ?, ?) with ordinality
                as q (uid, type, charger_unit, at, country, party, location, evse, n)
            cross join lateral (
                select * from token k where k.uid = q.uid and k.type = coalesce(q.type, k.type)
                order by k.type = 'RFID' desc, k.type
                limit 1) t
            """ + HOLDER + """
            left join organisation_unit c on c.id = q.charger_unit
            """ + SpendingEvidence.JOIN;
    private static final String BY_ID = "select " + COLUMNS + "from token t\n" + HOLDER + """
            left join organisation_unit c on false
            where t.id = any (?)
            """;
    private static final String BY_CONTRACT = "select " + COLUMNS + "from token t\n" + HOLDER + """
            left join organisation_unit c on false
            where t.contract_id = ?
            """;

    private final DataSource dataSource;

    @Inject
    KnownTokens(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// @param spending what its policies say, where somebody asked whether it may charge
    record Found(KnownToken token, Standing standing, SpendingEvidence.Found spending) {}

    /// Tokens by their ids, in no particular order; unknown ids are left out.
    public List<KnownToken> byIds(List<UUID> ids, Instant at) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(BY_ID)) {
            statement.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
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

    /// The token of a contract, as a car names it (EMA-ID). Empty for what is none or is not ours.
    public Optional<KnownToken> byContract(String emaid, Instant at) {
        ContractId contract = ContractId.parse(emaid).orElse(null);
        if (contract == null) {
            return Optional.empty();
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(BY_CONTRACT)) {
            statement.setString(1, contract.compact());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(read(row, at).token()) : Optional.empty();
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("a token could not be read", failure);
        }
    }

    /// What is known of each requested token, in the order of the requests.
    List<Optional<Found>> byUids(List<AuthorisationRequest> requests) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(BY_UID)) {
            statement.setArray(1, array(connection, "text", requests, asked -> TokenUid.canonicalise(asked.uid())));
            statement.setArray(
                    2,
                    array(
                            connection,
                            "text",
                            requests,
                            asked -> asked.type() == null ? null : asked.type().name()));
            statement.setArray(3, array(connection, "uuid", requests, KnownTokens::chargerUnit));
            statement.setArray(
                    4,
                    array(
                            connection,
                            "timestamptz",
                            requests,
                            asked -> asked.at().toString()));
            statement.setArray(
                    5, atPartner(connection, requests, at -> at.partner().countryCode()));
            statement.setArray(
                    6, atPartner(connection, requests, at -> at.partner().partyId()));
            statement.setArray(7, atPartner(connection, requests, Roaming::locationId));
            statement.setArray(8, atPartner(connection, requests, Roaming::evseUid));
            List<Optional<Found>> found = new ArrayList<>(Collections.nCopies(requests.size(), Optional.empty()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    int index = row.getInt("n") - 1;
                    Found known = read(row, requests.get(index).at());
                    found.set(
                            index,
                            Optional.of(new Found(
                                    known.token(),
                                    known.standing(),
                                    SpendingEvidence.read(row.getString("policies")))));
                }
            }
            return found;
        } catch (SQLException failure) {
            throw new IllegalStateException("tokens could not be read", failure);
        }
    }

    private static @Nullable UUID chargerUnit(AuthorisationRequest request) {
        return switch (request.place()) {
            case HomeCharger charger -> charger.organisationUnitId();
            case Roaming roaming -> null;
        };
    }

    private static Array atPartner(
            Connection connection, List<AuthorisationRequest> requests, Function<Roaming, @Nullable Object> value)
            throws SQLException {
        return array(connection, "text", requests, request -> switch (request.place()) {
            case HomeCharger charger -> null;
            case Roaming roaming -> value.apply(roaming);
        });
    }

    private static Array array(
            Connection connection,
            String type,
            List<AuthorisationRequest> requests,
            Function<AuthorisationRequest, @Nullable Object> value)
            throws SQLException {
        return connection.createArrayOf(type, requests.stream().map(value).toArray());
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
        return new Found(token, standing, SpendingEvidence.Found.NOTHING);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
