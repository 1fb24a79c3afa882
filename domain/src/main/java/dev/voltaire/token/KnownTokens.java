package dev.voltaire.token;

import dev.voltaire.message.Language;
import dev.voltaire.spending.SpendingEvidence;
import dev.voltaire.sql.Columns;
import dev.voltaire.sql.Sql;
import dev.voltaire.token.AuthorisationRequest.HomeCharger;
import dev.voltaire.token.AuthorisationRequest.Roaming;
import dev.voltaire.value.ContractId;
import dev.voltaire.value.TokenUid;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
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

    private final Sql sql;

    @Inject
    KnownTokens(Sql sql) {
        this.sql = sql;
    }

    /// @param spending what its policies say, where somebody asked whether it may charge
    record Found(KnownToken token, Standing standing, SpendingEvidence.Found spending) {}

    /// Tokens by their ids, in no particular order; unknown ids are left out.
    public List<KnownToken> byIds(List<UUID> ids, Instant at) {
        return sql.query(BY_ID, row -> read(row, at).token(), (Object) ids.toArray(UUID[]::new));
    }

    public Optional<KnownToken> byId(UUID id, Instant at) {
        return byIds(List.of(id), at).stream().findFirst();
    }

    /// The token of a contract, as a car names it (EMA-ID). Empty for what is none or is not ours.
    public Optional<KnownToken> byContract(String emaid, Instant at) {
        return ContractId.parse(emaid)
                .flatMap(contract -> sql.first(BY_CONTRACT, row -> read(row, at).token(), contract.compact()));
    }

    /// What is known of each requested token, in the order of the requests.
    List<Optional<Found>> byUids(List<AuthorisationRequest> requests) {
        Columns<AuthorisationRequest> of = new Columns<>(requests);
        Map<Integer, Found> found = new HashMap<>();
        sql.each(
                BY_UID,
                row -> {
                    int index = row.getInt("n") - 1;
                    Found known = read(row, requests.get(index).at());
                    return Map.entry(
                            index,
                            new Found(
                                    known.token(), known.standing(), SpendingEvidence.read(row.getString("policies"))));
                },
                each -> found.put(each.getKey(), each.getValue()),
                of.texts(asked -> TokenUid.canonicalise(asked.uid())),
                of.texts(asked -> asked.type() == null ? null : asked.type().name()),
                of.ids(KnownTokens::chargerUnit),
                of.instants(AuthorisationRequest::at),
                of.texts(asked -> atPartner(asked, at -> at.partner().countryCode())),
                of.texts(asked -> atPartner(asked, at -> at.partner().partyId())),
                of.texts(asked -> atPartner(asked, Roaming::locationId)),
                of.texts(asked -> atPartner(asked, Roaming::evseUid)));
        return IntStream.range(0, requests.size())
                .mapToObj(index -> Optional.ofNullable(found.get(index)))
                .toList();
    }

    private static @Nullable UUID chargerUnit(AuthorisationRequest request) {
        return switch (request.place()) {
            case HomeCharger charger -> charger.organisationUnitId();
            case Roaming roaming -> null;
        };
    }

    private static @Nullable String atPartner(AuthorisationRequest request, Function<Roaming, @Nullable String> value) {
        return switch (request.place()) {
            case HomeCharger charger -> null;
            case Roaming roaming -> value.apply(roaming);
        };
    }

    private static Found read(ResultSet row, Instant at) throws SQLException {
        TokenStatus status = TokenStatus.valueOf(row.getString("status"));
        Instant validFrom = Sql.instant(row, "valid_from");
        Instant validUntil = Sql.instant(row, "valid_until");
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
                Sql.id(row, "id"),
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
                Sql.requiredInstant(row, "last_updated"));
        return new Found(token, standing, SpendingEvidence.Found.NOTHING);
    }
}
