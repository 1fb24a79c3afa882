package dev.voltaire.partner;

import dev.voltaire.outbox.Outbox;
import dev.voltaire.value.PartyId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/// Who can be reached through which hub. A party that a hub has said nothing about is taken to be reachable.
@ApplicationScoped
public class HubParties {
    private static final String COLUMNS = "country_code, party_id, role, status, last_updated, raw::text";

    private final DataSource dataSource;
    private final Outbox outbox;
    private final Clock clock;

    @Inject
    HubParties(DataSource dataSource, Outbox outbox, Clock clock) {
        this.dataSource = dataSource;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// Older news than what is known changes nothing. True when the party was not known before.
    @Transactional
    public boolean receive(UUID partnerId, HubParty told) {
        Optional<HubParty> known = one(partnerId, told.party(), " FOR UPDATE");
        execute("""
                INSERT INTO partner_party AS p
                    (partner_id, country_code, party_id, role, status, last_updated, raw, seen_at)
                VALUES (?, ?, ?, ?, ?, ?, ?::jsonb, ?)
                ON CONFLICT (partner_id, country_code, party_id) DO UPDATE SET
                    role = CASE WHEN excluded.last_updated >= p.last_updated THEN excluded.role ELSE p.role END,
                    status = CASE WHEN excluded.last_updated >= p.last_updated THEN excluded.status ELSE p.status END,
                    raw = CASE WHEN excluded.last_updated >= p.last_updated THEN excluded.raw ELSE p.raw END,
                    last_updated = greatest(p.last_updated, excluded.last_updated), seen_at = excluded.seen_at
                """, statement -> {
            statement.setObject(1, partnerId);
            statement.setString(2, told.party().countryCode());
            statement.setString(3, told.party().partyId());
            statement.setString(4, told.role());
            statement.setString(5, told.status().name());
            statement.setObject(6, told.lastUpdated().atOffset(ZoneOffset.UTC));
            statement.setString(7, told.raw());
            statement.setObject(8, clock.instant().atOffset(ZoneOffset.UTC));
            return statement.executeUpdate();
        });
        boolean reachable = told.status() == HubParty.Status.CONNECTED;
        boolean news = known.map(before -> before.status() != HubParty.Status.CONNECTED
                        && !told.lastUpdated().isBefore(before.lastUpdated()))
                .orElse(true);
        if (reachable && news) {
            outbox.publish(new PartyReachable(
                    partnerId, told.party(), known.map(HubParty::lastUpdated).orElse(null)));
        }
        return known.isEmpty();
    }

    public Optional<HubParty> find(UUID partnerId, PartyId party) {
        return one(partnerId, party, "");
    }

    public List<HubParty> of(UUID partnerId) {
        return execute(
                "SELECT " + COLUMNS + " FROM partner_party WHERE partner_id = ? ORDER BY country_code, party_id",
                statement -> {
                    statement.setObject(1, partnerId);
                    return read(statement);
                });
    }

    /// What a complete list did not name since its reading began is no party of the hub any more.
    @Transactional
    public int forgetUnseen(UUID partnerId, Instant before) {
        return execute("DELETE FROM partner_party WHERE partner_id = ? AND seen_at < ?", statement -> {
            statement.setObject(1, partnerId);
            statement.setObject(2, before.atOffset(ZoneOffset.UTC));
            return statement.executeUpdate();
        });
    }

    private Optional<HubParty> one(UUID partnerId, PartyId party, String lock) {
        return execute(
                "SELECT " + COLUMNS + " FROM partner_party WHERE partner_id = ? AND country_code = ? AND party_id = ?"
                        + lock,
                statement -> {
                    statement.setObject(1, partnerId);
                    statement.setString(2, party.countryCode());
                    statement.setString(3, party.partyId());
                    return read(statement).stream().findFirst();
                });
    }

    private static List<HubParty> read(PreparedStatement statement) throws SQLException {
        List<HubParty> parties = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                parties.add(new HubParty(
                        new PartyId(rows.getString(1), rows.getString(2)),
                        rows.getString(3),
                        HubParty.Status.valueOf(rows.getString(4)),
                        rows.getObject(5, OffsetDateTime.class).toInstant(),
                        rows.getString(6)));
            }
        }
        return parties;
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
            throw new IllegalStateException("parties of hubs cannot be reached", failure);
        }
    }
}
