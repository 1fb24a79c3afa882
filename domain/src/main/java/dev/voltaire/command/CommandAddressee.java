package dev.voltaire.command;

import dev.voltaire.sql.Sql;
import dev.voltaire.value.PartyId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/// Whose charger a command is for: the owner of the location or session it names. A partner's platform carries many.
@ApplicationScoped
public class CommandAddressee {
    private final Sql sql;

    @Inject
    CommandAddressee(Sql sql) {
        this.sql = sql;
    }

    /// Empty when the partner has no such thing, or several parties have one of that name.
    public Optional<PartyId> of(RoamingCommand command) {
        RoamingCommand.Details details = command.details();
        List<PartyId> owners = sql.query(
                """
                SELECT country_code, party_id FROM location WHERE partner_id = ? AND location_key = lower(?)
                UNION
                SELECT country_code, party_id FROM session
                WHERE origin = 'ROAMING' AND partner_id = ? AND external_id = ?
                LIMIT 2
                """,
                row -> new PartyId(row.getString("country_code"), row.getString("party_id")),
                command.partnerId(),
                details.locationId(),
                command.partnerId(),
                details.sessionId());
        return owners.size() == 1 ? Optional.of(owners.getFirst()) : Optional.empty();
    }
}
