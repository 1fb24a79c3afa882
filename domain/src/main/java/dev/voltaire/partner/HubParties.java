package dev.voltaire.partner;

import dev.voltaire.outbox.Outbox;
import dev.voltaire.sql.Sql;
import dev.voltaire.value.PartyId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Who can be reached through which hub. A party that a hub has said nothing about is taken to be reachable.
@ApplicationScoped
public class HubParties {
    private static final String COLUMNS = "country_code, party_id, role, status, last_updated, raw::text";

    private final Sql sql;
    private final Outbox outbox;
    private final Clock clock;

    @Inject
    HubParties(Sql sql, Outbox outbox, Clock clock) {
        this.sql = sql;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// Older news than what is known changes nothing. True when the party was not known before.
    @Transactional
    public boolean receive(UUID partnerId, HubParty told) {
        Optional<HubParty> known = one(partnerId, told.party(), " FOR UPDATE");
        sql.update(
                """
                INSERT INTO partner_party AS p
                    (partner_id, country_code, party_id, role, status, last_updated, raw, seen_at)
                VALUES (?, ?, ?, ?, ?, ?, ?::jsonb, ?)
                ON CONFLICT (partner_id, country_code, party_id) DO UPDATE SET
                    role = CASE WHEN excluded.last_updated >= p.last_updated THEN excluded.role ELSE p.role END,
                    status = CASE WHEN excluded.last_updated >= p.last_updated THEN excluded.status ELSE p.status END,
                    raw = CASE WHEN excluded.last_updated >= p.last_updated THEN excluded.raw ELSE p.raw END,
                    last_updated = greatest(p.last_updated, excluded.last_updated), seen_at = excluded.seen_at
                """,
                partnerId,
                told.party().countryCode(),
                told.party().partyId(),
                told.role(),
                told.status(),
                told.lastUpdated(),
                told.raw(),
                clock.instant());
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
        return sql.query(
                "SELECT " + COLUMNS + " FROM partner_party WHERE partner_id = ? ORDER BY country_code, party_id",
                HubParties::read,
                partnerId);
    }

    /// What a complete list did not name since its reading began is no party of the hub any more.
    @Transactional
    public int forgetUnseen(UUID partnerId, Instant before) {
        return sql.update("DELETE FROM partner_party WHERE partner_id = ? AND seen_at < ?", partnerId, before);
    }

    private Optional<HubParty> one(UUID partnerId, PartyId party, String lock) {
        return sql.first(
                "SELECT " + COLUMNS + " FROM partner_party WHERE partner_id = ? AND country_code = ? AND party_id = ?"
                        + lock,
                HubParties::read,
                partnerId,
                party.countryCode(),
                party.partyId());
    }

    private static HubParty read(ResultSet row) throws SQLException {
        return new HubParty(
                new PartyId(row.getString("country_code"), row.getString("party_id")),
                row.getString("role"),
                HubParty.Status.valueOf(row.getString("status")),
                Sql.requiredInstant(row, "last_updated"),
                row.getString("raw"));
    }
}
