package dev.voltaire.command;

import dev.voltaire.value.PartyId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/// Whose charger a command is for: the owner of the location or session it names. A partner's platform carries many.
@ApplicationScoped
public class CommandAddressee {
    private static final int TWO = 2;

    private final DataSource dataSource;

    @Inject
    CommandAddressee(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// Empty when the partner has no such thing, or several parties have one of that name.
    public Optional<PartyId> of(RoamingCommand command) {
        RoamingCommand.Details details = command.details();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        SELECT country_code, party_id FROM location WHERE partner_id = ? AND location_key = lower(?)
                        UNION
                        SELECT country_code, party_id FROM session
                        WHERE origin = 'ROAMING' AND partner_id = ? AND external_id = ?
                        LIMIT 2
                        """)) {
            statement.setObject(1, command.partnerId());
            statement.setString(2, details.locationId());
            statement.setObject(3, command.partnerId());
            statement.setString(4, details.sessionId());
            List<PartyId> owners = new ArrayList<>(TWO);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    owners.add(new PartyId(rows.getString(1), rows.getString(2)));
                }
            }
            return owners.size() == 1 ? Optional.of(owners.getFirst()) : Optional.empty();
        } catch (SQLException failure) {
            throw new IllegalStateException("the addressee of a command cannot be found", failure);
        }
    }
}
